import { describe, expect, it } from "@jest/globals";
import type { Store } from "../../local/store.ts";
import { toReceiptWrite } from "../../shared/messages/message-document.ts";
import type { ChannelUnderTest } from "../support/channels.ts";
import { eventually } from "../support/eventually.ts";
import { NOW, receipt } from "./deliveries.ts";

const LEASE = 60_000_000;
const NOTHING = { messages: 0, claims: 0 };

/** What every store does for those who have to forget a conversation. */
export function testConversations(
  getStore: () => Store,
  { newConversation }: ChannelUnderTest,
): void {
  const count = (conversation: string) =>
    getStore().conversations.count(conversation);
  const forget = (
    conversation: string,
    onProgress?: (deleted: number) => void,
  ) => getStore().conversations.delete(conversation, onProgress);
  const write = (message: string, arrival = NOW) =>
    getStore().messages.write(
      toReceiptWrite(receipt(message, "READ", NOW, arrival)),
    );
  const claim = (message: string) =>
    getStore().claims.claim(message, "event", NOW, LEASE);

  /** Two messages, one of them claimed, and a claim of a third that has no document yet. */
  async function fill(conversation: string): Promise<void> {
    await write(`${conversation}/messages/a`);
    await write(`${conversation}/messages/b ü#%`);
    await claim(`${conversation}/messages/b ü#%`);
    await claim(`${conversation}/messages/c`);
  }

  describe("conversations", () => {
    it("forgets every message and claim of one, and counts them", async () => {
      const conversation = newConversation();
      await fill(conversation);
      const filled = { messages: 2, claims: 2 };
      expect(await count(conversation)).toEqual(filled);

      expect(await forget(conversation)).toEqual(filled);

      expect(await count(conversation)).toEqual(NOTHING);
      for (const id of ["a", "b ü#%"]) {
        const message = `${conversation}/messages/${id}`;
        expect(await getStore().read(message)).toBeUndefined();
        expect(await claim(message)).toMatchObject({ outcome: "ACQUIRED" });
      }
    });

    it("forgets nothing of others, however alike their names are", async () => {
      const conversation = newConversation();
      const others = [
        ...["0", " ", "~"].map((end) => conversation + end),
        conversation.slice(0, -1),
        conversation.replace(/[^/]+$/, "-$&"),
        conversation.replace(/^[^/]+\/[^/]+/, "$&-"),
      ];
      for (const each of [...others, conversation]) await fill(each);

      await forget(conversation);

      for (const other of others) {
        expect(await count(other)).toEqual({ messages: 2, claims: 2 });
      }
    });

    it("may be asked again, and about one that nothing is known of", async () => {
      const conversation = newConversation();
      await fill(conversation);
      await forget(conversation);
      expect(await forget(conversation)).toEqual(NOTHING);
      expect(await count(newConversation())).toEqual(NOTHING);
    });

    it("tells how many documents are deleted, as they go", async () => {
      const conversation = newConversation();
      await fill(conversation);
      const told: number[] = [];
      await forget(conversation, (deleted) => told.push(deleted));
      expect(told).toEqual([1, 2, 3, 4]);
    });

    it("takes up what comes later", async () => {
      const conversation = newConversation();
      await fill(conversation);
      await forget(conversation);
      await write(`${conversation}/messages/a`);
      expect(await count(conversation)).toEqual({ messages: 1, claims: 0 });
    });

    it("calls a watcher with the name of each message that goes", async () => {
      const message = `${newConversation()}/messages/m`;
      let seen = 0;
      const stop = await getStore().watch((changed) => {
        if (changed === message) seen += 1;
      });
      try {
        await write(message, Date.now() * 1000);
        await eventually(() => expect(seen).toBe(1));
        await forget(message.split("/messages/")[0] ?? "");
        await eventually(() => expect(seen).toBe(2));
      } finally {
        stop();
      }
    });
  });
}
