import { expect, it } from "@jest/globals";
import { toFirestoreWrite } from "../../../functions/store-receipt/firestore-write.ts";
import { toReceiptWrite } from "../../../shared/messages/message-document.ts";
import { receiptEvent } from "./serve-store-receipt.ts";

const DAY = 86_400_000_000;
const DOCUMENTS = "projects/p/databases/d/documents";

it("merges facts and transforms numbers, as Firestore's API has it", () => {
  const write = toReceiptWrite(receiptEvent({ customAgentId: "i" }));
  const integer = (integerValue: number) => ({ integerValue });
  expect(toFirestoreWrite(write, 90 * DAY, DOCUMENTS)).toEqual({
    update: {
      name: `${DOCUMENTS}/conversations/c/messages/m`,
      fields: {
        shard: integer(write.shard),
        expireAt: {
          timestampValue: {
            seconds: Date.parse("2026-05-01T09:30:01Z") / 1000,
            nanos: 0,
          },
        },
        channel: { stringValue: "business-messages" },
        agent: { stringValue: "brands/b/agents/a" },
        customAgentId: { stringValue: "i" },
        conversation: { stringValue: "conversations/c" },
      },
    },
    updateMask: {
      fieldPaths: [
        "shard",
        "expireAt",
        "channel",
        "conversation",
        "agent",
        "customAgentId",
      ],
    },
    updateTransforms: [
      { fieldPath: "deliveredTime", minimum: integer(1769851800123456) },
      { fieldPath: "day", minimum: integer(20484) },
      { fieldPath: "createTime", minimum: integer(1769851801000000) },
      { fieldPath: "rank", maximum: integer(2) },
      { fieldPath: "updateTime", maximum: integer(1769851801000000) },
    ],
  });
});

it("keeps the microseconds of when the document expires", () => {
  const arrivalTime = "2026-01-31T09:30:01.999999Z";
  const write = toReceiptWrite(receiptEvent({ arrivalTime }));
  const { update } = toFirestoreWrite(write, DAY, DOCUMENTS);
  expect(update?.fields?.expireAt?.timestampValue).toEqual({
    seconds: Date.parse("2026-02-01T09:30:01Z") / 1000,
    nanos: 999_999_000,
  });
});
