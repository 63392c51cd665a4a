import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "@jest/globals";
import type { Store } from "../../local/store.ts";
import type { Scope } from "../../shared/stats/count-query.ts";
import { toDay } from "../../shared/messages/day.ts";
import {
  toAgentReadWrite,
  toReceiptWrite,
  type AgentRead,
} from "../../shared/messages/message-document.ts";
import type { ReceiptEvent } from "../../shared/events/receipt-event.ts";
import { countMessages } from "../../shared/stats/counts.ts";
import { MICROS_PER_DAY, type Micros } from "../../shared/runtime/timestamp.ts";
import { NOW, receipt } from "./deliveries.ts";

const FIRST = toDay(NOW);
const HOUR: Micros = MICROS_PER_DAY / 24;
const NOTHING = {
  delivered: 0,
  read: 0,
  readRate: null,
  expired: 0,
  agentReads: { sent: 0, failed: 0 },
};

/** What every store does for those who count messages. */
export function testCounter(getStore: () => Store): void {
  let scope: Required<Scope>;
  beforeAll(() => {
    scope = { channel: "business-messages", agent: randomUUID() };
  });
  const conversation = () => `conversations/${scope.agent}`;
  const newMessage = () => `${conversation()}/messages/${randomUUID()}`;
  /** Another agent's for each test, since a store is shared. */
  const withNewAgent = () => {
    scope = { ...scope, agent: randomUUID() };
  };
  const report = async (
    message: string,
    type: ReceiptEvent["receiptType"],
    time: Micros,
    changed: Partial<ReceiptEvent> = {},
  ) => {
    const { agent } = scope;
    const event = { ...receipt(message, type, time), agent, ...changed };
    await getStore().messages.write(toReceiptWrite(event));
  };
  const settle = async (
    message: string,
    agentRead: Pick<AgentRead, "status" | "time">,
  ) => {
    const { claims } = getStore();
    const claim = await claims.claim(message, randomUUID(), NOW, 1);
    if (claim.outcome !== "ACQUIRED") throw new Error(claim.outcome);
    const place = { message, conversation: conversation(), ...scope };
    await claims.complete(claim, toAgentReadWrite(place, agentRead));
  };
  const count = (from = FIRST, to = FIRST, of: Scope = scope) =>
    countMessages(getStore().stats, of, { from, to });

  describe("counts", () => {
    it("are zero of an agent that nothing is known of", async () => {
      withNewAgent();
      expect(await count()).toEqual(NOTHING);
    });

    it("tell what was delivered, read and expired, once a message", async () => {
      withNewAgent();
      const [delivered, read, readAlone, expired, failed] = Array.from(
        { length: 5 },
        newMessage,
      ) as [string, string, string, string, string];
      await report(delivered, "DELIVERED", NOW);
      await report(delivered, "DELIVERED", NOW + HOUR);
      await report(read, "READ", NOW + HOUR);
      await report(read, "DELIVERED", NOW);
      await report(readAlone, "READ", NOW);
      await report(expired, "EXPIRED", NOW);
      await report(failed, "REVOKE_FAILED", NOW);
      expect(await count()).toEqual({
        ...NOTHING,
        delivered: 3,
        read: 2,
        readRate: 2 / 3,
        expired: 1,
      });
    });

    it("hold a message on the day it first reached the user, in whatever order that is told", async () => {
      withNewAgent();
      const message = newMessage();
      await report(message, "READ", NOW + 2 * MICROS_PER_DAY);
      expect(await count(FIRST + 2, FIRST + 2)).toMatchObject({ read: 1 });

      await report(message, "DELIVERED", NOW);

      expect(await count()).toMatchObject({ delivered: 1, read: 1 });
      expect(await count(FIRST + 1, FIRST + 9)).toEqual(NOTHING);
      expect(await count(FIRST, FIRST + 9)).toMatchObject({ delivered: 1 });
      expect(await count(FIRST - 9, FIRST - 1)).toEqual(NOTHING);
    });

    it("hold a message that came through after it was revoked on the day it came through, and as no expired one", async () => {
      withNewAgent();
      const message = newMessage();
      await report(message, "REVOKE_FAILED", NOW - MICROS_PER_DAY);
      await report(message, "EXPIRED", NOW);
      expect(await count()).toMatchObject({ expired: 1, delivered: 0 });

      await report(message, "DELIVERED", NOW + MICROS_PER_DAY);

      expect(await count()).toEqual(NOTHING);
      const next = await count(FIRST + 1, FIRST + 1);
      expect(next).toMatchObject({ expired: 0, delivered: 1 });
    });

    it("end with the last microsecond of a day, in UTC", async () => {
      withNewAgent();
      await report(newMessage(), "DELIVERED", NOW + MICROS_PER_DAY - 1);
      await report(newMessage(), "DELIVERED", NOW + MICROS_PER_DAY);
      expect(await count()).toMatchObject({ delivered: 1 });
      expect(await count(FIRST, FIRST + 1)).toMatchObject({ delivered: 2 });
    });

    it("tell apart agents' reads that were told and that failed, each on the day of its last outcome", async () => {
      withNewAgent();
      const [first, second] = [newMessage(), newMessage()];
      await settle(first, { status: "FAILED", time: NOW });
      await settle(second, { status: "SENT", time: NOW });
      const agentReads = { sent: 1, failed: 1 };
      expect(await count()).toEqual({ ...NOTHING, agentReads });

      await settle(first, { status: "SENT", time: NOW + MICROS_PER_DAY });

      expect((await count()).agentReads).toEqual({ sent: 1, failed: 0 });
      const both = await count(FIRST, FIRST + 1);
      expect(both.agentReads).toEqual({ sent: 2, failed: 0 });
    });

    it("are one agent's, or all of a channel's, those without an agent included", async () => {
      withNewAgent();
      const channel = randomUUID();
      const own = { ...scope, channel };
      await report(newMessage(), "READ", NOW, { channel });
      await report(newMessage(), "READ", NOW, { channel, agent: undefined });
      await report(newMessage(), "READ", NOW);
      expect(await count(FIRST, FIRST, own)).toMatchObject({ read: 1 });
      expect(await count(FIRST, FIRST, { channel })).toMatchObject({ read: 2 });
    });

    it("miss no shard", async () => {
      withNewAgent();
      const messages = Array.from({ length: 200 }, newMessage);
      await Promise.all(messages.map((m) => report(m, "DELIVERED", NOW)));
      expect(await count()).toMatchObject({ delivered: 200 });
    });

    it("forget what is forgotten", async () => {
      withNewAgent();
      await report(newMessage(), "READ", NOW);
      await getStore().conversations.delete(conversation());
      expect(await count()).toEqual(NOTHING);
    });
  });
}
