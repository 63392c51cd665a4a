import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Store } from "../../local/store.ts";
import {
  writeOfAgentRead,
  writeOfReceipt,
  type AgentRead,
  type MessageDocument,
} from "../../shared/message-document.ts";
import type { ReceiptEvent } from "../../shared/receipt-event.ts";
import { formatTimestamp } from "../../shared/timestamp.ts";
import { eventually } from "../support/eventually.ts";

const DAY = 86_400_000_000;
const NOW = 1_767_225_600_000_000; // 2026-01-01
const LEASE = 60_000_000;

/** What every store does; `create` makes an empty one or one that nobody else uses. */
export function testStore(
  create: () => Store,
  options: { permutations: number },
): void {
  let store: Store;
  beforeAll(() => {
    store = create();
  });
  afterAll(() => store.close());

  const write = (event: ReceiptEvent) =>
    store.messages.write(writeOfReceipt(event));
  const read = async (message: string): Promise<MessageDocument> => {
    const { expireAt, ...document } = (await store.read(
      message,
    )) as MessageDocument & { expireAt?: unknown };
    void expireAt; // the last write decides on it; it stands outside what must be identical
    return document;
  };

  describe("receipts", () => {
    it("leaves the identical document for any order, repetition and split of the same receipts", async () => {
      await fc.assert(
        fc.asyncProperty(deliveries, async ({ receipts, batches }) => {
          const message = newMessage();
          for (const batch of batches) {
            await Promise.all(
              batch.map((index) => write(receipts(message)[index]!)),
            );
          }
          const once = newMessage();
          for (const receipt of receipts(once)) await write(receipt);
          expect(withoutName(await read(message))).toEqual(
            withoutName(await read(once)),
          );
          expect(await read(message)).toMatchObject(fold(receipts(message)));
        }),
        { numRuns: options.permutations },
      );
    });

    it("keeps READ when a DELIVERED comes later", async () => {
      const message = newMessage();
      await write(receipt(message, "READ", NOW + 5));
      await write(receipt(message, "DELIVERED", NOW));
      expect(await read(message)).toMatchObject({
        rank: 3,
        readTime: NOW + 5,
        deliveredTime: NOW,
      });
    });

    it("knows nothing of a message that no receipt came for", async () => {
      expect(await store.read(newMessage())).toBeUndefined();
    });

    it("holds ids as they are, whatever characters they have", async () => {
      const message = `conversations/${randomUUID()} ü?#%2e/messages/a:b~c d`;
      await write(receipt(message, "READ", NOW));
      expect(await read(message)).toMatchObject({ rank: 3 });
    });

    it("calls a watcher with the name of each message that changes", async () => {
      const seen = new Set<string>();
      const stop = store.watch((message) => seen.add(message));
      const message = newMessage();
      // A watcher may take a moment to start: the receipt is repeated until it is seen.
      await eventually(async () => {
        await write({
          ...receipt(message, "READ", NOW),
          arrivalTime: formatTimestamp(Date.now() * 1000),
        });
        expect(seen).toContain(message);
      });
      stop();
    });
  });

  describe("claims", () => {
    const claim = (message: string, eventId: string, now = NOW) =>
      store.claims.claim(message, eventId, now, LEASE);
    const held = async (message: string, eventId: string, now = NOW) => {
      const taken = await claim(message, eventId, now);
      if (taken.outcome !== "HELD") throw new Error(taken.outcome);
      return taken;
    };
    const settled = (message: string, agentRead: AgentRead) =>
      writeOfAgentRead(
        { message, channel: "c", conversation: "conversations/x" },
        agentRead,
      );
    const sent: AgentRead = { status: "SENT", time: NOW, reader: "eve" };
    const failed: AgentRead = {
      status: "FAILED",
      time: NOW,
      code: 403,
      reason: "No.",
    };

    it("gives a message to one event, however many ask at once", async () => {
      const message = newMessage();
      const claims = await Promise.allSettled(
        ["a", "b", "c", "d"].map((eventId) => claim(message, eventId)),
      );
      const outcomes = claims.map((result) =>
        result.status === "fulfilled" ? result.value.outcome : "THROWN",
      );
      expect(outcomes.filter((outcome) => outcome === "HELD")).toHaveLength(1);
    });

    it("is busy for other events while the lease runs, and free for the same one", async () => {
      const message = newMessage();
      await held(message, "a");
      expect(await claim(message, "b", NOW + LEASE - 1)).toEqual({
        outcome: "BUSY",
      });
      expect(await claim(message, "a", NOW + 1)).toMatchObject({
        outcome: "HELD",
      });
    });

    it("lets another event take over when the lease has run out", async () => {
      const message = newMessage();
      await held(message, "a");
      expect(await claim(message, "b", NOW + LEASE)).toMatchObject({
        outcome: "HELD",
      });
      expect(await claim(message, "a", NOW + LEASE + 1)).toEqual({
        outcome: "BUSY",
      });
    });

    it("never gives a message away again once it is SENT", async () => {
      const message = newMessage();
      await store.claims.settle(
        await held(message, "a"),
        settled(message, sent),
      );
      for (const eventId of ["a", "b"]) {
        const later = await claim(message, eventId, NOW + 30 * DAY);
        expect(later).toEqual({ outcome: "SENT" });
      }
      expect(await read(message)).toMatchObject({ agentRead: sent });
    });

    it("gives a FAILED message to a later event, whose outcome replaces the failure", async () => {
      const message = newMessage();
      await store.claims.settle(
        await held(message, "a"),
        settled(message, failed),
      );
      expect((await read(message)).agentRead).toEqual(failed);
      await store.claims.settle(
        await held(message, "b", NOW + 1),
        settled(message, sent),
      );
      expect((await read(message)).agentRead).toEqual(sent);
    });

    it("refuses to note a failure for an event that lost its claim", async () => {
      const message = newMessage();
      const lost = await held(message, "a");
      await held(message, "b", NOW + LEASE);
      await expect(
        store.claims.settle(lost, settled(message, failed)),
      ).rejects.toThrow();
      expect(await store.read(message)).toBeUndefined();
    });

    it("notes SENT even for an event that lost its claim, since it is true", async () => {
      const message = newMessage();
      const lost = await held(message, "a");
      await held(message, "b", NOW + LEASE);
      await store.claims.settle(lost, settled(message, sent));
      expect(await claim(message, "b")).toEqual({ outcome: "SENT" });
    });

    it("leaves a message's receipts as they are", async () => {
      const message = newMessage();
      await write(receipt(message, "READ", NOW));
      const before = await read(message);
      await store.claims.settle(
        await held(message, "a"),
        settled(message, sent),
      );
      expect(await read(message)).toMatchObject({
        rank: before.rank,
        readTime: before.readTime,
        agentRead: sent,
      });
    });
  });
}

const newMessage = () =>
  `conversations/${randomUUID()}/messages/${randomUUID()}`;

function receipt(
  message: string,
  receiptType: ReceiptEvent["receiptType"],
  time: number,
  arrival = time,
): ReceiptEvent {
  return {
    channel: "business-messages",
    agent: "brands/b/agents/a",
    conversation: message.split("/messages/")[0]!,
    message,
    receiptType,
    time: formatTimestamp(time),
    timeSource: "RECEIPT",
    arrivalTime: formatTimestamp(arrival),
  };
}

/** Receipts of one message, and how they come: each at least once, repeated, shuffled, cut into batches. */
const deliveries = fc
  .array(
    fc.record({
      type: fc.constantFrom("DELIVERED", "READ", "EXPIRED"),
      time: fc.integer({ min: 0, max: DAY }),
      arrival: fc.integer({ min: 0, max: DAY }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .chain((list) => {
    const indexes = list.map((_, index) => index);
    return fc.record({
      receipts: fc.constant((message: string) =>
        list.map(({ type, time, arrival }) =>
          receipt(message, type, NOW + time, NOW + arrival),
        ),
      ),
      batches: fc
        .array(fc.constantFrom(...indexes), { maxLength: 4 })
        .chain((repeated) => {
          const all = [...indexes, ...repeated];
          return fc.tuple(
            fc.shuffledSubarray(
              all.map((_, position) => position),
              { minLength: all.length },
            ),
            fc.integer({ min: 1, max: all.length }),
            fc.constant(all),
          );
        })
        .map(([order, size, all]) => {
          const indexesInOrder = order.map((position) => all[position]!);
          const batches: number[][] = [];
          for (let at = 0; at < indexesInOrder.length; at += size) {
            batches.push(indexesInOrder.slice(at, at + size));
          }
          return batches;
        }),
    });
  });

/** The document by the rule's own words: highest rank, earliest time of each fact. */
function fold(receipts: readonly ReceiptEvent[]) {
  const earliest = (texts: string[]) => texts.sort()[0];
  const timeOf = (type: string) =>
    earliest(
      receipts
        .filter(({ receiptType }) => receiptType === type)
        .map(({ time }) => time),
    );
  const micros = (text: string | undefined) =>
    text === undefined
      ? undefined
      : Date.parse(`${text.slice(0, 19)}Z`) * 1000 + Number(text.slice(20, 26));
  const fields = {
    rank: timeOf("READ") ? 3 : timeOf("DELIVERED") ? 2 : 1,
    readTime: micros(timeOf("READ")),
    deliveredTime: micros(timeOf("DELIVERED")),
    expiredTime: micros(timeOf("EXPIRED")),
    firstTouchedTime: micros(
      earliest(receipts.map(({ arrivalTime }) => arrivalTime)),
    ),
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
}

function withoutName({ conversation, ...rest }: MessageDocument) {
  void conversation;
  return rest;
}
