import type { HttpFunction } from "@google-cloud/functions-framework";
import * as z from "zod";
import { REPLAY_ATTRIBUTE, toMessage } from "./dead-letter.ts";
import { NeedsOperatorError, UnusableEventError } from "../runtime/errors.ts";
import { parseJson } from "../runtime/json.ts";
import type { Log } from "../runtime/log.ts";
import type { Publisher } from "./publisher.ts";
import { runInTraceContext } from "../runtime/trace.ts";
import { getProjectId } from "./topic-name.ts";
import { injectTraceContext, TRACE_ATTRIBUTE } from "./trace-attributes.ts";

/** The body of a Pub/Sub push request (Pub/Sub, "Push subscriptions": receive messages). */
const PushRequest = z.object({
  message: z.object({
    data: z.base64().default(""),
    attributes: z.record(z.string(), z.string()).default({}),
    messageId: z.string(),
  }),
  subscription: z.string(),
  deliveryAttempt: z.number().optional(),
});

/** What a handler may know of the delivery, apart from the event. */
export interface Delivery {
  /** Pub/Sub's id of the message: the same when it is redelivered. */
  readonly messageId: string;
  /** How often this message was tried, this time included; only where the subscription has a dead-letter policy. */
  readonly attempt: number | undefined;
  /** Whether a person brought it back from dead-letters. */
  readonly isReplay: boolean;
}

export interface PushFunctionOptions<T> {
  /** The function's registered name. */
  readonly name: string;
  /** The contract of the events. */
  readonly schema: z.ZodType<T>;
  /** Return: the event is done. Throw UnusableEventError: to dead-letters. Throw anything else: it comes again. */
  readonly handle: (event: T, delivery: Delivery) => Promise<void>;
  readonly publisher: Publisher;
  /** The full name of the topic. */
  readonly deadLettersTopic: string;
  readonly log: Log;
}

/**
 * Makes an HTTP function of a handler of events that Pub/Sub pushes. This is the one place that decides
 * whether an event is acknowledged (204) or comes again (500).
 */
export function createPushFunction<T>(
  options: PushFunctionOptions<T>,
): HttpFunction {
  const { name, deadLettersTopic, log } = options;
  const projectId = getProjectId(deadLettersTopic);

  return async (request, response) => {
    const push = PushRequest.safeParse(request.body);
    if (!push.success) {
      log("WARNING", "Request rejected: not a Pub/Sub push", {
        function: name,
      });
      response.status(400).send("This function takes Pub/Sub push requests.");
      return;
    }
    const { [TRACE_ATTRIBUTE]: carried } = push.data.message.attributes;
    const isDone = await runInTraceContext(
      carried ?? request.headers.traceparent,
      projectId,
      () => processDelivery(push.data, options),
    );
    if (isDone) response.status(204).end();
    else response.status(500).send("The event could not be handled now.");
  };
}

/** Handles a delivery. False: the event has to come again. */
async function processDelivery<T>(
  { message, deliveryAttempt }: z.infer<typeof PushRequest>,
  options: PushFunctionOptions<T>,
): Promise<boolean> {
  const { name, schema, handle, publisher, deadLettersTopic, log } = options;
  const { messageId, attributes } = message;
  const isReplay = Object.hasOwn(attributes, REPLAY_ATTRIBUTE);
  const delivery = { messageId, attempt: deliveryAttempt, isReplay };
  const fields = { function: name, ...delivery };
  const original = Buffer.from(message.data, "base64");
  try {
    try {
      await handle(parseEvent(schema, original), delivery);
    } catch (error) {
      if (!(error instanceof UnusableEventError)) throw error;
      const { severity = "WARNING", ...of } = error.details;
      const channel = of.channel ?? message.attributes.channel;
      const agent = of.agent ?? message.attributes.agent;
      const reason = error.message;
      const letter = { original, reason, source: name, channel, agent };
      await publisher.publish(
        deadLettersTopic,
        injectTraceContext([toMessage(letter)]),
      );
      log(severity, "Event dead-lettered", { ...fields, reason });
    }
    return true;
  } catch (error) {
    const severity = error instanceof NeedsOperatorError ? "ERROR" : "WARNING";
    log(
      severity,
      "Event processing failed; Pub/Sub will redeliver it",
      fields,
      error,
    );
    return false;
  }
}

function parseEvent<T>(schema: z.ZodType<T>, original: Buffer): T {
  const json = parseJson(original.toString());
  if (json === undefined)
    throw new UnusableEventError("The event is not JSON.");
  const event = schema.safeParse(json);
  if (event.success) return event.data;
  const problems = event.error.issues.map(
    ({ path, message }) => `${path.join(".") || "the event"}: ${message}`,
  );
  throw new UnusableEventError(
    `The event is malformed. ${problems.join("; ")}.`,
  );
}
