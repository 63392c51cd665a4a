import type { Store } from "../../local/store.ts";
import { findMessage } from "../../shared/channels/channels.ts";
import {
  toAgentReadWrite,
  toReceiptWrite,
} from "../../shared/messages/message-document.ts";
import { parseTimestamp } from "../../shared/runtime/timestamp.ts";
import { SEED, type PublishedAgentRead } from "./seed.ts";

const REFUSED_EACH = 10; // of the users' messages, one in so many

/** Writes the seeded data set as the functions do; of the agents' reads the platform refuses some. */
export async function storeSeed({ messages, claims }: Store): Promise<void> {
  await Promise.all(
    SEED.receipts.map((event) => messages.write(toReceiptWrite(event))),
  );
  const read = Map.groupBy(SEED.agentReads, ({ event }) => event.message);
  const tell = async (
    message: string,
    published: readonly PublishedAgentRead[],
    status: "SENT" | "FAILED",
  ) => {
    const found = findMessage(message);
    const [first] = published;
    if (!found || !first) throw new Error(`The seed has no usable ${message}.`);
    const time = parseTimestamp(first.publishTime) ?? 0;
    const claim = await claims.claim(message, message, time, 1);
    if (claim.outcome !== "ACQUIRED") throw new Error(claim.outcome);
    const { conversation, channel } = found;
    const named = published.find(({ event }) => event.agent)?.event;
    const agent = named?.agent ?? undefined;
    const place = { message, conversation, channel: channel.name, agent };
    await claims.complete(claim, toAgentReadWrite(place, { status, time }));
  };
  await Promise.all(
    [...read].map(([message, published], index) =>
      tell(message, published, index % REFUSED_EACH === 0 ? "FAILED" : "SENT"),
    ),
  );
}
