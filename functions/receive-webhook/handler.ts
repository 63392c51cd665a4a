import type {
  HttpFunction,
  Request,
  Response,
} from "@google-cloud/functions-framework";
import type {
  Channel,
  ChannelRequest,
  ChannelWebhook,
} from "../../shared/channels/channel.ts";
import type { Publisher } from "../../shared/pubsub/publisher.ts";
import {
  toTopicMessages,
  type Topics,
} from "../../shared/pubsub/topic-messages.ts";
import { getProjectId } from "../../shared/pubsub/topic-name.ts";
import { injectTraceContext } from "../../shared/pubsub/trace-attributes.ts";
import { withDeadline } from "../../shared/runtime/deadline.ts";
import { parseJson } from "../../shared/runtime/json.ts";
import type { Fields, Log } from "../../shared/runtime/log.ts";
import { now } from "../../shared/runtime/timestamp.ts";
import { runInTraceContext } from "../../shared/runtime/trace.ts";
import { readBody } from "./raw-body.ts";

export const NAME = "receiveWebhook";

/** A channel that this deployment uses, with the half of it that verifies webhook requests. */
export interface EnabledChannel {
  readonly channel: Channel;
  readonly webhook: ChannelWebhook;
}

export interface Dependencies {
  /** Each channel receives requests at `/webhook/NAME`. */
  readonly channels: readonly EnabledChannel[];
  readonly publisher: Publisher;
  readonly topics: Topics;
  /** Longer bodies get 413. */
  readonly maxBodyBytes: number;
  /** How long Pub/Sub may take to confirm. The platform waits only a few seconds for the response. */
  readonly publishTimeoutMs: number;
  readonly log: Log;
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers?: Record<string, string>;
}

/**
 * Creates the function that the messaging platforms call. It responds with 200 only after Pub/Sub has confirmed
 * everything in the payload. A 5xx response asks the platform to resend the payload.
 */
export function createReceiveWebhook(dependencies: Dependencies): HttpFunction {
  const projectId = getProjectId(dependencies.topics.receipts);
  return (request, response) =>
    runInTraceContext(request.headers.traceparent, projectId, () =>
      handleRequest(request, response, dependencies),
    );
}

async function handleRequest(
  request: Request,
  response: Response,
  dependencies: Dependencies,
): Promise<void> {
  const { channels, log } = dependencies;
  const enabled = channelForPath(request.path, channels);
  const fields: Fields = { function: NAME, channel: enabled?.channel.name };
  let reply: Reply;
  try {
    reply = enabled
      ? await receive(request, enabled, dependencies, fields)
      : reject({ status: 404, text: describePaths(channels) }, log, fields);
  } catch (error) {
    if (request.readableAborted) return; // the sender closed the connection, so nobody reads a response
    log("ERROR", "Unexpected error", fields, error);
    reply = { status: 500, text: "The request could not be handled." };
  }
  response
    .status(reply.status)
    .set(reply.headers ?? {})
    // Plain text only: the response to a verification request repeats text from the caller.
    .set("Content-Type", "text/plain; charset=utf-8")
    .set("X-Content-Type-Options", "nosniff")
    .send(reply.text);
}

function channelForPath(
  path: string,
  channels: readonly EnabledChannel[],
): EnabledChannel | undefined {
  const withoutSlash = path.replace(/\/$/, "");
  return channels.find((enabled) => withoutSlash === pathOf(enabled));
}

function pathOf({ channel }: EnabledChannel): string {
  return `/webhook/${channel.name}`;
}

function describePaths(channels: readonly EnabledChannel[]): string {
  return `Unknown path. Use ${channels.map(pathOf).join(" or ")}.`;
}

/** Logs that a request is rejected, and returns the reply to it. */
function reject(reply: Reply, log: Log, fields: Fields): Reply {
  log("WARNING", "Request rejected", { ...fields, status: reply.status });
  return reply;
}

/** Rejects the request, responds to a verification request, or queues the payload. */
async function receive(
  request: Request,
  { channel, webhook }: EnabledChannel,
  dependencies: Dependencies,
  fields: Fields,
): Promise<Reply> {
  const { maxBodyBytes, log } = dependencies;
  if (!channel.methods.includes(request.method)) {
    const allowed = channel.methods.join(", ");
    const text = `Method not allowed. Use ${allowed}.`;
    const headers = { Allow: allowed };
    return reject({ status: 405, text, headers }, log, fields);
  }
  const rawBody = request.rawBody ?? (await readBody(request, maxBodyBytes));
  if (!rawBody || rawBody.length > maxBodyBytes) {
    const text = `The body is over ${maxBodyBytes} bytes.`;
    return reject({ status: 413, text }, log, fields);
  }
  const channelRequest = toChannelRequest(request, rawBody);

  const verification = webhook.respondToVerification(channelRequest);
  if (verification) {
    const { status } = verification;
    const severity = status === 200 ? "INFO" : "WARNING";
    log(severity, "Verification request answered", { ...fields, status });
    return verification;
  }
  if (channelRequest.body === undefined) {
    const text = "The body is not JSON.";
    return reject({ status: 400, text }, log, fields);
  }
  if (!webhook.verifySignature(channelRequest)) {
    const { ip } = request;
    log("WARNING", "Request rejected: invalid signature", { ...fields, ip });
    return { status: 401, text: "The signature is missing or invalid." };
  }
  return queuePayload(channelRequest, channel, dependencies, fields);
}

function toChannelRequest(request: Request, rawBody: Buffer): ChannelRequest {
  const [, search = ""] = request.url.split("?", 2);
  return {
    method: request.method,
    query: new URLSearchParams(search),
    headers: request.headers,
    rawBody,
    body: parseJson(rawBody.toString()),
  };
}

/** Publishes everything in an authentic payload: 200 if Pub/Sub confirmed all of it, otherwise 503. */
async function queuePayload(
  channelRequest: ChannelRequest,
  channel: Channel,
  { publisher, publishTimeoutMs, topics, log }: Dependencies,
  fields: Fields,
): Promise<Reply> {
  const payload = channel.parse(channelRequest, now());
  const { agent, receipts, unusable, userEventKind } = payload;
  const counts = {
    ...fields,
    agent,
    receiptCount: receipts.length,
    unusableCount: unusable.length,
    userEventKind,
    reason: unusable[0]?.reason,
  };
  try {
    const published = Promise.all(
      toTopicMessages(payload, channelRequest, channel, NAME, topics).map(
        ({ topic, messages }) =>
          publisher.publish(topic, injectTraceContext(messages)),
      ),
    );
    await withDeadline(published, publishTimeoutMs, "Publishing");
  } catch (error) {
    const sentence =
      "Publishing failed; responded 503 so that the platform resends";
    log("ERROR", sentence, counts, error);
    return { status: 503, text: "The events could not be queued now." };
  }
  const severity = unusable.length > 0 ? "WARNING" : "INFO";
  log(severity, "Payload queued", counts);
  return { status: 200, text: "" };
}
