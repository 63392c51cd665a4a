import { describe, expect, it } from "@jest/globals";
import type { Store } from "../../local/store.ts";
import {
  toAgentReadWrite,
  toReceiptWrite,
  type AgentRead,
  type MessageDocument,
} from "../../shared/messages/message-document.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import type { ChannelUnderTest } from "../support/channels.ts";
import { newMessage as newMessageOf, NOW, receipt } from "./deliveries.ts";

const LEASE = 60_000_000;

/** What every store does for those who want to tell the platform about a message. */
export function testClaims(getStore: () => Store, of: ChannelUnderTest): void {
  const newMessage = () => newMessageOf(of);
  describe("claims", () => {
    const read = async (message: string) =>
      (await getStore().read(message)) as MessageDocument;
    const claim = (message: string, eventId: string, now = NOW) =>
      getStore().claims.claim(message, eventId, now, LEASE);
    const held = async (message: string, eventId: string, now = NOW) => {
      const taken = await claim(message, eventId, now);
      if (taken.outcome !== "ACQUIRED") throw new Error(taken.outcome);
      return taken;
    };
    const settled = (message: string, agentRead: AgentRead) =>
      toAgentReadWrite(
        {
          message,
          channel: of.channel.name,
          conversation: message.split("/messages/")[0]!,
        },
        agentRead,
      );
    const day = Math.floor(NOW / MICROS_PER_DAY);
    const sent: AgentRead = { status: "SENT", time: NOW, day, reader: "eve" };
    const failed: AgentRead = {
      status: "FAILED",
      time: NOW,
      day,
      httpStatus: 403,
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
      expect(outcomes.filter((outcome) => outcome === "ACQUIRED")).toHaveLength(
        1,
      );
    });

    it("is busy for other events while the lease runs, and free for the same one", async () => {
      const message = newMessage();
      await held(message, "a");
      expect(await claim(message, "b", NOW + LEASE - 1)).toEqual({
        outcome: "BUSY",
      });
      expect(await claim(message, "a", NOW + 1)).toMatchObject({
        outcome: "ACQUIRED",
      });
    });

    it("lets another event take over when the lease has run out", async () => {
      const message = newMessage();
      await held(message, "a");
      expect(await claim(message, "b", NOW + LEASE)).toMatchObject({
        outcome: "ACQUIRED",
      });
      expect(await claim(message, "a", NOW + LEASE + 1)).toEqual({
        outcome: "BUSY",
      });
    });

    it("never gives a message away again once it is SENT", async () => {
      const message = newMessage();
      await getStore().claims.complete(
        await held(message, "a"),
        settled(message, sent),
      );
      for (const eventId of ["a", "b"]) {
        const later = await claim(message, eventId, NOW + 30 * MICROS_PER_DAY);
        expect(later).toEqual({ outcome: "SENT" });
      }
      expect(await read(message)).toMatchObject({ agentRead: sent });
    });

    it("gives a FAILED message to a later event, whose outcome replaces the failure", async () => {
      const message = newMessage();
      await getStore().claims.complete(
        await held(message, "a"),
        settled(message, failed),
      );
      expect((await read(message)).agentRead).toEqual(failed);
      await getStore().claims.complete(
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
        getStore().claims.complete(lost, settled(message, failed)),
      ).rejects.toThrow();
      expect(await getStore().read(message)).toBeUndefined();
    });

    it("notes SENT even for an event that lost its claim, since it is true", async () => {
      const message = newMessage();
      const lost = await held(message, "a");
      await held(message, "b", NOW + LEASE);
      await getStore().claims.complete(lost, settled(message, sent));
      expect(await claim(message, "b")).toEqual({ outcome: "SENT" });
    });

    it("leaves a message's receipts as they are", async () => {
      const message = newMessage();
      await getStore().messages.write(
        toReceiptWrite(receipt(message, "READ", NOW)),
      );
      const before = await read(message);
      await getStore().claims.complete(
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
