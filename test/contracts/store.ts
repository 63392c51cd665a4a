import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Store } from "../../local/store.ts";
import {
  toReceiptWrite,
  type MessageDocument,
} from "../../shared/messages/message-document.ts";
import type { ReceiptEvent } from "../../shared/events/receipt-event.ts";
import { formatTimestamp } from "../../shared/runtime/timestamp.ts";
import { CHANNELS, type ChannelUnderTest } from "../support/channels.ts";
import { eventually } from "../support/eventually.ts";
import { testClaims } from "./claims.ts";
import { testConversations } from "./conversations.ts";
import { testCounter } from "./counter.ts";
import { deliveries, fold, newMessage, NOW, receipt } from "./deliveries.ts";

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
    store.messages.write(toReceiptWrite(event));
  const read = async (message: string): Promise<MessageDocument> => {
    const { expireAt, ...document } = (await store.read(
      message,
    )) as MessageDocument & { expireAt?: unknown };
    void expireAt; // the last write decides on it; it stands outside what must be identical
    return document;
  };

  describe("receipts", () => {
    it("leaves the identical document for any order, repetition and split of the same receipts", async () => {
      const anyChannel = fc.constantFrom<ChannelUnderTest>(...CHANNELS);
      await fc.assert(
        fc.asyncProperty(anyChannel, deliveries, async (of, delivery) => {
          const { receipts, batches } = delivery;
          const message = newMessage(of);
          for (const batch of batches) {
            await Promise.all(
              batch.map((index) => write(receipts(message)[index]!)),
            );
          }
          const once = newMessage(of);
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

    it.each([
      `conversations/${randomUUID()} ü?#%2e`,
      ...CHANNELS.map(({ newConversation }) => newConversation()),
    ])(
      "holds ids as they are, whatever characters they have: %s",
      async (conversation) => {
        const message = `${conversation}/messages/a:b~c d ü?#%2e+`;
        await write(receipt(message, "READ", NOW));
        expect(await read(message)).toMatchObject({ rank: 3, conversation });
      },
    );

    it("calls a watcher with the name of each message that changes from then on", async () => {
      const [before, after] = [newMessage(), newMessage()];
      const report = (message: string) =>
        write({
          ...receipt(message, "READ", NOW),
          arrivalTime: formatTimestamp(Date.now() * 1000),
        });
      await report(before);
      const seen = new Set<string>();
      const stop = await store.watch((message) => seen.add(message));
      await report(after);
      await eventually(() => expect(seen).toContain(after));
      expect(seen).not.toContain(before);
      stop();
    });
  });

  testCounter(() => store);

  for (const of of CHANNELS) {
    describe(`for ${of.channel.name}`, () => {
      testClaims(() => store, of);
      testConversations(() => store, of);
    });
  }
}

function withoutName({ conversation, shard, ...rest }: MessageDocument) {
  void [conversation, shard];
  return rest;
}
