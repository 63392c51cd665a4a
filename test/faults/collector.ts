import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import * as z from "zod";
import { CHANNELS } from "../support/channels.ts";
import { listen, type Listening } from "../support/server.ts";

const PushRequest = z.object({
  message: z.object({
    data: z.base64().default(""),
    attributes: z.record(z.string(), z.string()).default({}),
  }),
});

/** As much as a dead letter may say of the event in it. */
const Event = z
  .object({ message: z.string(), receiptType: z.string(), time: z.string() })
  .partial();

export const MARKER = /poison-[0-9a-f-]{36}/;

/** Takes what is pushed from the topics dead-letters and user-events, and keeps what the invariants are checked against. */
export interface Collector {
  readonly url: string;
  readonly markers: ReadonlyMap<string, string>;
  readonly deadMessages: ReadonlySet<string>;
  readonly deadReceipts: ReadonlySet<string>;
  readonly userEvents: ReadonlySet<string>;
  /** How many dead letters came, by reason. */
  readonly reasons: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const markers = new Map<string, string>();
  const deadMessages = new Set<string>();
  const deadReceipts = new Set<string>();
  const userEvents = new Set<string>();
  const reasons = new Map<string, number>();

  const keepDeadLetter = (
    text: string,
    attributes: Record<string, string>,
  ): void => {
    const reason = getReason(attributes);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    const texts = [text, ...signedTexts(text), attributes.agent];
    const [marker] = MARKER.exec(texts.join(" ")) ?? [];
    if (marker !== undefined) markers.set(marker, reason);
    const event = Event.safeParse(parse(text)).data;
    if (event?.message === undefined || reason === "") return;
    if (event.receiptType === undefined) deadMessages.add(event.message);
    else {
      const { message, receiptType, time = "" } = event;
      deadReceipts.add(`${message} ${receiptType} ${toMicros(time)}`);
    }
  };
  const handlePush = async (
    request: IncomingMessage,
    response: ServerResponse,
  ) => {
    const { message } = PushRequest.parse(await json(request));
    const text = Buffer.from(message.data, "base64").toString();
    if (request.url === "/user-events") userEvents.add(text);
    else keepDeadLetter(text, message.attributes);
    response.writeHead(204).end();
  };
  const server: Listening = await listen((request, response) => {
    void handlePush(request, response);
  });
  return {
    url: server.url,
    markers,
    deadMessages,
    deadReceipts,
    userEvents,
    reasons,
    close: () => server.close(),
  };
}

/** A payload's events, of whichever channel it is. */
function signedTexts(text: string): (string | undefined)[] {
  const body = Buffer.from(text);
  return CHANNELS.map(({ rules }) => rules.signedPart(body)?.toString());
}

/** Pub/Sub forwards a message after its last attempt with attributes of its own instead of a reason. */
function getReason(attributes: Record<string, string>): string {
  const { reason, CloudPubSubDeadLetterSourceSubscription: source } =
    attributes;
  return reason ?? (source === undefined ? "" : "Pub/Sub gave up.");
}

/** Of the tests' own times, which have six digits: `2026-01-01T00:00:00.123456Z`. */
function toMicros(time: string): number {
  const [, micros = "0"] = /\.\d{3}(\d{3})Z$/.exec(time) ?? [];
  return Date.parse(time) * 1000 + Number(micros);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
