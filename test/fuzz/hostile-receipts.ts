import fc from "fast-check";
import { CHANNELS } from "../support/channels.ts";
import { MARK } from "./constants.ts";
import { hostileId, hostileName, hostileTime } from "./hostile.ts";

const { agent, rules } = CHANNELS[0]!;

const receipt = fc.record(
  {
    message: hostileName,
    receiptType: fc.constantFrom("READ", "DELIVERED", "EXPIRED", MARK),
    [MARK]: fc.constant(MARK),
  },
  { requiredKeys: [] },
);

/** Payloads of Business Messages with receipts that are well-formed but for their values. */
export const hostileReceipts: fc.Arbitrary<object> = fc.record(
  {
    agent: fc.oneof(
      fc.constantFrom(agent, rules.otherAgent),
      hostileId.map((id) => `brands/${id}/agents/${id}`),
    ),
    conversationId: fc.oneof(fc.constant("C"), hostileId),
    customAgentId: hostileId,
    requestId: hostileId,
    sendTime: hostileTime,
    receipts: fc.record(
      {
        receipts: fc.oneof(
          { weight: 9, arbitrary: fc.array(receipt, { maxLength: 5 }) },
          fc.array(receipt, { minLength: 95, maxLength: 130 }),
        ),
        createTime: hostileTime,
      },
      { requiredKeys: ["receipts"] },
    ),
    message: fc.constantFrom({ text: MARK }, null, MARK),
  },
  { requiredKeys: ["receipts"] },
);
