import { setTimeout as sleep } from "node:timers/promises";
import express, { type Response, type Router } from "express";
import * as z from "zod";
import type {
  PlatformResponse,
  PlatformCall,
} from "../../shared/channels/channel.ts";
import { channels } from "../../shared/channels/channels.ts";
import { parseJson } from "../../shared/runtime/json.ts";
import { formatTimestamp, now } from "../../shared/runtime/timestamp.ts";

/** What the next requests get instead of the platform's usual answer. */
const Failure = z.strictObject({
  status: z.int().min(400).max(599).optional(),
  /** Seconds, sent as the header `Retry-After`. */
  retryAfter: z.int().min(0).optional(),
  /** Never answer. */
  hang: z.literal(true).optional(),
  /** Break the connection. */
  reset: z.literal(true).optional(),
  /** Answer 200 with something that is not JSON. */
  malformedResponse: z.literal(true).optional(),
  /** How many requests fail; 0 ends the failures. */
  count: z.int().min(0).default(1),
});
export type Failure = z.infer<typeof Failure>;

const FailureBody = Failure.refine(
  ({ status, hang, reset, malformedResponse, count }) =>
    count === 0 ||
    [status, hang, reset, malformedResponse].filter(
      (kind) => kind !== undefined,
    ).length === 1,
  'takes one of status, hang, reset and malformedResponse, such as {"status": 500, "count": 2}',
);

export interface PlatformRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** The name of the user's message that it is about, if it was understood. */
  readonly message?: string;
  /** Whether a bearer token came. */
  readonly authorized: boolean;
  /** The trace that the request belongs to (W3C, "Trace Context"), if any. */
  readonly traceparent?: string;
  /** RFC 3339 with microseconds */
  readonly time: string;
}

/** Who wants to see what happens. */
export interface PlatformObserver {
  /** What the next request gets has changed; undefined is the usual answer. */
  failing?(failure: Failure | undefined): void;
  /** A request came and was answered; or gets no answer, or none that can be used. */
  responded?(isGood: boolean): void;
}

/**
 * Stands in for the APIs of all platforms: it knows every conversation, refuses what a platform is
 * documented to refuse, remembers what it was asked, and fails as it is told to.
 */
export function createPlatformSimulator(
  observer: PlatformObserver = {},
): Router {
  const requests: PlatformRequest[] = [];
  let failure: Failure | undefined;
  const setFailure = (next: Failure | undefined) => {
    const isChange = failure !== next;
    failure = next;
    if (isChange) observer.failing?.(next);
  };

  const router = express.Router({ strict: true });
  router.get("/requests", (_, response) => {
    response.json(requests);
  });
  router.post(
    "/failures",
    express.json({ type: () => true }),
    (request, response) => {
      const parsed = FailureBody.safeParse(request.body);
      if (!parsed.success) {
        response.status(400).json({ error: z.prettifyError(parsed.error) });
        return;
      }
      setFailure(parsed.data.count === 0 ? undefined : parsed.data);
      response.json(parsed.data);
    },
  );
  router.use(express.text({ type: () => true }), async (request, response) => {
    const { method, url: path, headers } = request;
    const text = String(request.body);
    const body = parseJson(text) ?? text;
    const authorized = /^Bearer \S+$/.test(headers.authorization ?? "");
    const time = formatTimestamp(now());
    const { traceparent } = headers;
    const answer = handleCall({ method, path, body });
    requests.push({
      method,
      path,
      body,
      ...(answer?.message !== undefined && { message: answer.message }),
      authorized,
      ...(typeof traceparent === "string" && { traceparent }),
      time,
    });
    if (failure) {
      const current = failure;
      setFailure(
        current.count > 1
          ? { ...current, count: current.count - 1 }
          : undefined,
      );
      observer.responded?.(false);
      await fail(current, response);
      return;
    }
    observer.responded?.(authorized && answer?.status === 200);
    if (!authorized) {
      sendError(response, 401, "UNAUTHENTICATED");
      return;
    }
    if (!answer) sendError(response, 404, "NOT_FOUND");
    else if (answer.status === 200) response.json(answer.body);
    else sendError(response, answer.status, "INVALID_ARGUMENT");
  });
  return router;
}

function handleCall(call: PlatformCall): PlatformResponse | undefined {
  for (const { simulator } of channels) {
    const answer = simulator.handleCall(call);
    if (answer) return answer;
  }
  return undefined;
}

async function fail(failure: Failure, response: Response): Promise<void> {
  if (failure.hang) {
    while (!response.closed) await sleep(50);
  } else if (failure.reset) {
    response.socket?.resetAndDestroy();
  } else if (failure.malformedResponse) {
    response.type("html").send("<html>an unexpected page</html>");
  } else {
    if (failure.retryAfter !== undefined) {
      response.set("Retry-After", String(failure.retryAfter));
    }
    sendError(response, failure.status ?? 500, "FAILED_ON_REQUEST");
  }
}

/** An error as Google's APIs write it (AIP-193). */
function sendError(response: Response, code: number, status: string): void {
  const message = `The simulator answers ${code}.`;
  response.status(code).json({ error: { code, message, status } });
}
