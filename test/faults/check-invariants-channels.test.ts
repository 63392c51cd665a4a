import { describe, expect, it } from "@jest/globals";
import { CHANNELS } from "../support/channels.ts";
import type { StoredDocument } from "./observations.ts";
import { TIME_FIELDS, type SentReceipt } from "./expected.ts";
import { checkInvariants } from "./check-invariants.ts";
import { createObservations, createLedgerWith } from "./invariant-fixtures.ts";

const touched = { createTime: 30, updateTime: 40 };

describe.each(CHANNELS)("checking $channel.name", ({ channel, rules }) => {
  const conversation = rules.message.split("/messages/")[0]!;
  const of = { message: rules.message, conversation, agent: "a" };
  const all = rules.reports.map((type, time) => ({ ...of, type, time }));
  const right: StoredDocument = {
    ...{ channel: channel.name, conversation, agent: "a", rank: 3 },
    ...touched,
    ...Object.fromEntries(all.map((r) => [TIME_FIELDS[r.type], r.time])),
  };
  const check = (receipts: readonly SentReceipt[], changes: object) =>
    checkInvariants(
      createLedgerWith(...receipts),
      createObservations({
        documents: new Map([[of.message, { ...right, ...changes }]]),
      }),
    );

  it("is content with all that can be reported of a message", () => {
    expect(check(all, {})).toMatchObject({ lost: 0, wrong: 0 });
  });

  it.each(rules.reports)("misses the time of a %s", (type) => {
    const report = check(all, { [TIME_FIELDS[type]]: undefined });
    expect(report).toMatchObject({ lost: 1, wrong: 1 });
  });

  it("counts a document of another channel as wrong", () => {
    expect(check(all, { channel: "other" })).toMatchObject({ wrong: 1 });
  });
});

describe("checking what expires", () => {
  const conversation = "agents/a/phones/+15551234567";
  const receipt = {
    message: `${conversation}/messages/m`,
    conversation,
    agent: "a",
  };
  const document = { channel: "rcs", conversation, agent: "a", ...touched };
  const sent = (...types: SentReceipt["type"][]) =>
    types.map((type) => ({ ...receipt, type, time: 10 }));
  const check = (receipts: readonly SentReceipt[], rank?: number) => {
    const times = receipts.map((r) => [TIME_FIELDS[r.type], r.time] as const);
    const found = { ...document, ...Object.fromEntries(times), rank };
    const documents = new Map([[receipt.message, found]]);
    return checkInvariants(
      createLedgerWith(...receipts),
      createObservations({ documents }),
    ).wrong;
  };

  it.each([
    ["EXPIRED is the lowest rank", sent("EXPIRED"), 1, 0],
    ["DELIVERED outranks it", sent("DELIVERED", "EXPIRED"), 2, 0],
    ["it does not outrank DELIVERED", sent("DELIVERED", "EXPIRED"), 1, 1],
    ["READ outranks it", sent("READ", "EXPIRED"), 3, 0],
    ["REVOKE_FAILED has no rank", sent("REVOKE_FAILED"), undefined, 0],
    ["REVOKE_FAILED is given none", sent("REVOKE_FAILED"), 1, 1],
    ["REVOKE_FAILED changes none", sent("DELIVERED", "REVOKE_FAILED"), 2, 0],
  ])("%s", (_, receipts, rank, wrong) => {
    expect(check(receipts, rank)).toBe(wrong);
  });
});
