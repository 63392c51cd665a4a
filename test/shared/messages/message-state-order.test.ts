import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createEmbeddedStore } from "../../../local/embedded/store.ts";
import {
  toReceiptWrite,
  type MessageDocument,
} from "../../../shared/messages/message-document.ts";
import {
  deriveState,
  type MessageState,
} from "../../../shared/messages/message-state.ts";
import type { ReceiptType } from "../../../shared/events/receipt-event.ts";
import {
  formatTimestamp,
  MICROS_PER_DAY,
} from "../../../shared/runtime/timestamp.ts";
import { newMessage, NOW, receipt } from "../../contracts/deliveries.ts";

interface Reported {
  readonly type: ReceiptType;
  readonly time: number;
}

/** Receipts of one message, of such types, in any order and at any times; the first ones for certain. */
const reports = (
  certain: readonly ReceiptType[],
  others: readonly ReceiptType[],
) =>
  fc
    .array(fc.constantFrom(...others), { maxLength: 5 })
    .chain((more) =>
      fc.tuple(
        ...[...certain, ...more].map((type) =>
          fc.record<Reported>({
            type: fc.constant(type),
            time: fc.integer({ min: 0, max: MICROS_PER_DAY }),
          }),
        ),
      ),
    )
    .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));

/** The state after all of them came, one after the other. */
async function stateAfter(list: readonly Reported[]): Promise<MessageState> {
  const store = createEmbeddedStore();
  const message = newMessage();
  for (const { type, time } of list) {
    const event = receipt(message, type, NOW + time);
    await store.messages.write(toReceiptWrite(event));
  }
  const document = (await store.read(message)) as MessageDocument;
  return deriveState(message, document, NOW, 90 * MICROS_PER_DAY)!;
}

/** The earliest time of a type, as a state shows it. */
function earliest(list: readonly Reported[], type: ReceiptType) {
  const times = list.filter((r) => r.type === type).map(({ time }) => time);
  return times.length === 0 ? null : formatTimestamp(NOW + Math.min(...times));
}

describe("the state of a message, in whatever order its receipts come,", () => {
  it.each([
    [
      "EXPIRED, if nothing more came",
      ["EXPIRED"],
      ["EXPIRED", "REVOKE_FAILED"],
      "EXPIRED",
    ],
    [
      "DELIVERED, although it was said to be revoked",
      ["EXPIRED", "DELIVERED"],
      ["EXPIRED", "DELIVERED", "REVOKE_FAILED"],
      "DELIVERED",
    ],
    [
      "READ, whatever else was said",
      ["EXPIRED", "READ"],
      ["EXPIRED", "DELIVERED", "READ", "REVOKE_FAILED"],
      "READ",
    ],
    [
      "none, if it only failed to be revoked",
      ["REVOKE_FAILED"],
      ["REVOKE_FAILED"],
      null,
    ],
  ] as const)("is %s", async (_, certain, others, status) => {
    await fc.assert(
      fc.asyncProperty(reports(certain, others), async (list) => {
        expect((await stateAfter(list)).status).toBe(status);
      }),
    );
  });

  it("tells the earliest time of each fact, of a failed revocation too", async () => {
    const any = ["EXPIRED", "DELIVERED", "READ", "REVOKE_FAILED"] as const;
    await fc.assert(
      fc.asyncProperty(reports(["REVOKE_FAILED"], any), async (list) => {
        expect(await stateAfter(list)).toMatchObject({
          expiredTime: earliest(list, "EXPIRED"),
          deliveredTime: earliest(list, "DELIVERED"),
          readTime: earliest(list, "READ"),
          revokeFailedTime: earliest(list, "REVOKE_FAILED"),
        });
      }),
    );
  });

  it("is the same with a failed revocation as without it, but for its time", async () => {
    const any = ["EXPIRED", "DELIVERED", "READ"] as const;
    await fc.assert(
      fc.asyncProperty(
        fc
          .constantFrom(...any)
          .chain((type) => reports([type, "REVOKE_FAILED"], any)),
        async (list) => {
          const without = list.filter(({ type }) => type !== "REVOKE_FAILED");
          const [state, other] = [
            await stateAfter(list),
            await stateAfter(without),
          ];
          const { status, summary, deliveredInferred } = state;
          expect(other).toMatchObject({
            status,
            summary,
            deliveredInferred,
            revokeFailedTime: null,
          });
        },
      ),
    );
  });
});
