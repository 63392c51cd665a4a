import type { HttpFunction, Request } from "@google-cloud/functions-framework";
import {
  toTopicMessages,
  type Topics,
} from "../../shared/pubsub/topic-messages.ts";
import type {
  Channel,
  ChannelRequest,
  ChannelWebhook,
} from "../../shared/channels/channel.ts";
import { withDeadline } from "../../shared/runtime/deadline.ts";
import { parseJson } from "../../shared/runtime/json.ts";
import type { Fields, Log } from "../../shared/runtime/log.ts";
import type { Publisher } from "../../shared/pubsub/publisher.ts";
import { now } from "../../shared/runtime/timestamp.ts";
import { injectTraceContext } from "../../shared/pubsub/trace-attributes.ts";
import { runInTraceContext } from "../../shared/runtime/trace.ts";
import { readBody } from "./raw-body.ts";

export const NAME = "receiveWebhook";

/** A channel that is used here. */
export interface EnabledChannel {
  readonly channel: Channel;
  readonly webhook: ChannelWebhook;
}

export interface Dependencies {
  /** `/webhook/NAME` and `/NAME` belong to the channel of that name, `/webhook` and `/` to the first one. */
  readonly channels: readonly [EnabledChannel, ...EnabledChannel[]];
  readonly publisher: Publisher;
  readonly topics: Topics;
  readonly maxBodyBytes: number;
  /** How long the queue may take to confirm: the platform waits only so long for its answer. */
  readonly publishTimeoutMs: number;
  readonly log: Log;
}

/**
 * Takes what the messaging platforms post. 200 means that everything in it is safely queued; 5xx asks the
 * platform to send it again.
 */
export function createReceiveWebhook(dependencies: Dependencies): HttpFunction {
  const { channels, log } = dependencies;

  const handleRequest: HttpFunction = async (request, response) => {
    const used = channelForPath(request.path, channels);
    const fields: Fields = { function: NAME, channel: used?.channel.name };
    let reply: Reply;
    try {
      reply = await receive(request, used, dependencies, fields);
    } catch (error) {
      if (request.readableAborted) return; // the sender went away, and nobody is left to answer
      log("ERROR", "Unexpected error", fields, error);
      reply = { status: 500, text: "The request could not be handled." };
    }
    response
      .status(reply.status)
      .set(reply.headers ?? {})
      // Never anything that a browser would run: a handshake's answer is the caller's own text.
      .set("Content-Type", "text/plain; charset=utf-8")
      .set("X-Content-Type-Options", "nosniff")
      .send(reply.text);
  };
  const { receipts: topic } = dependencies.topics;
  return async (request, response) => {
    await runInTraceContext(request.headers.traceparent, topic, async () => {
      await handleRequest(request, response);
    });
  };
}

/** The channel that a path belongs to. */
function channelForPath(
  path: string,
  channels: Dependencies["channels"],
): EnabledChannel | undefined {
  const [isPath, name] = /^(?:\/webhook)?(?:\/([^/]+))?\/?$/.exec(path) ?? [];
  if (isPath === undefined) return undefined;
  if (name === undefined) return channels[0];
  return channels.find(({ channel }) => channel.name === name);
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers?: Record<string, string>;
}

async function receive(
  request: Request,
  used: EnabledChannel | undefined,
  dependencies: Dependencies,
  fields: Fields,
): Promise<Reply> {
  const { maxBodyBytes, log } = dependencies;
  const reject = (reply: Reply) => {
    log("WARNING", "Request rejected", { ...fields, status: reply.status });
    return reply;
  };
  if (!used) {
    return reject({ status: 404, text: "There is no channel at this path." });
  }
  const { channel, webhook } = used;
  if (!channel.methods.includes(request.method)) {
    return reject({
      status: 405,
      text: "This webhook does not take this method.",
      headers: { Allow: channel.methods.join(", ") },
    });
  }
  const rawBody = request.rawBody ?? (await readBody(request, maxBodyBytes));
  if (!rawBody || rawBody.length > maxBodyBytes) {
    const text = `The body is over ${maxBodyBytes} bytes.`;
    return reject({ status: 413, text });
  }
  const [, search = ""] = request.url.split("?", 2);
  const channelRequest = {
    method: request.method,
    query: new URLSearchParams(search),
    headers: request.headers,
    rawBody,
    body: parseJson(rawBody.toString()),
  };
  const handshake = webhook.respondToVerification(channelRequest);
  if (handshake) {
    const { status } = handshake;
    const severity = status === 200 ? "INFO" : "WARNING";
    log(severity, "Verification request answered", { ...fields, status });
    return handshake;
  }
  if (channelRequest.body === undefined) {
    return reject({ status: 400, text: "The body is not JSON." });
  }
  if (!webhook.verifySignature(channelRequest)) {
    const { ip } = request;
    log("WARNING", "Request rejected: invalid signature", {
      ...fields,
      ip,
    });
    return { status: 401, text: "The signature is missing or not valid." };
  }
  return queuePayload(channelRequest, channel, dependencies, fields);
}

/** Queues everything in an authentic request. */
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
    const batches = toTopicMessages(
      payload,
      channelRequest,
      channel,
      NAME,
      topics,
    );
    const published = Promise.all(
      batches.map(({ topic, messages }) =>
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
