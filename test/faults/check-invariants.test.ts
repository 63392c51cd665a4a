import { describe, expect, it } from "@jest/globals";
import type { StoredDocument } from "./observations.ts";
import { judge } from "./check-invariants.ts";
import { evidenceOf, ledgerOf } from "./invariant-fixtures.ts";
import { createLedger } from "./ledger.ts";

const message = "conversations/c/messages/m";
const place = { message, conversation: "conversations/c", agent: "a" };
const read = { ...place, type: "READ", time: 20 } as const;
const delivered = { ...place, type: "DELIVERED", time: 10 } as const;
const document: StoredDocument = {
  channel: "business-messages",
  conversation: "conversations/c",
  agent: "a",
  rank: 3,
  deliveredTime: 10,
  readTime: 20,
  createTime: 30,
  updateTime: 40,
};

const stored = (changes: object) =>
  evidenceOf({ documents: new Map([[message, { ...document, ...changes }]]) });

describe("the judge of receipts", () => {
  it("is content with a document that holds every receipt", () => {
    const { receipts } = ledgerOf(read, delivered);
    // Once more, later: the earlier time stays.
    const ledger = ledgerOf(...receipts, { ...read, time: 99 });
    expect(judge(ledger, stored({}))).toMatchObject({
      ...{ sent: 3, taken: 3, stored: 3, lost: 0, wrong: 0 },
    });
  });

  it("counts a receipt that was answered 200 and is nowhere as lost", () => {
    const verdict = judge(ledgerOf(read), evidenceOf({}));
    expect(verdict).toMatchObject({ stored: 0, lost: 1 });
    expect(verdict.problems).toEqual([`lost: the READ of ${message}`]);
  });

  it("does not count one that was never answered 200", () => {
    const ledger = ledgerOf(read);
    for (const entry of ledger.receipts) entry.isTaken = false;
    const verdict = judge(ledger, evidenceOf({}));
    expect(verdict).toMatchObject({ sent: 1, taken: 0, lost: 0 });
  });

  it("counts a receipt that Pub/Sub gave up on as a dead letter", () => {
    const deadReceipts = new Set([`${message} READ 20`]);
    const verdict = judge(ledgerOf(read), evidenceOf({ deadReceipts }));
    expect(verdict).toMatchObject({ deadLetters: 1, lost: 0 });
  });

  it.each([
    ["falls back to DELIVERED", { rank: 2 }],
    ["has the later of two times", { deliveredTime: 11 }],
    ["has another agent", { agent: "b" }],
    ["was touched last before it was touched first", { updateTime: 1 }],
    ["lacks when it was touched", { createTime: undefined }],
  ])("counts a document as wrong that %s", (_, changes) => {
    const verdict = judge(ledgerOf(read, delivered), stored(changes));
    expect(verdict).toMatchObject({ wrong: 1 });
  });

  it("counts a document of a forged receipt as wrong", () => {
    const ledger = createLedger();
    ledger.forged.push(message);
    expect(judge(ledger, stored({}))).toMatchObject({ wrong: 1 });
  });
});

describe("the judge of agents' reads", () => {
  const ledger = createLedger();
  ledger.agentReads.push({ message, isTaken: true });
  const settled = (status: string, told: number) => ({
    ...stored({ agentRead: { status } }),
    platform: { timesTold: () => told },
  });

  it.each([
    ["is content when the platform was told", settled("SENT", 1), 0, 0],
    ["counts one that nothing came of as lost", evidenceOf({}), 1, 0],
    ["counts SENT as wrong when it was not told", settled("SENT", 0), 0, 1],
    [
      "counts FAILED as wrong when it was told",
      { ...settled("FAILED", 1), deadMessages: new Set([message]) },
      ...[0, 1],
    ],
    [
      "is content with a refusal in dead letters",
      { ...settled("FAILED", 0), deadMessages: new Set([message]) },
      ...[0, 0],
    ],
    ["counts a refusal without one as lost", settled("FAILED", 0), 1, 0],
  ] as const)("%s", (_, evidence, lost, wrong) => {
    expect(judge(ledger, evidence)).toMatchObject({ lost, wrong });
  });
});

describe("the judge of the rest", () => {
  it("counts a user's message that did not arrive as it came as lost", () => {
    const ledger = createLedger();
    ledger.userEvents.push({ body: "{ }", isTaken: true });
    const verdict = judge(ledger, evidenceOf({ userEvents: new Set(["{}"]) }));
    expect(verdict).toMatchObject({ lost: 1 });
  });

  it.each([
    ["in dead letters with a reason", new Map([["p", "why"]]), 0, 0],
    ["in dead letters without one", new Map([["p", ""]]), 0, 1],
    ["nowhere", new Map<string, string>(), 1, 0],
  ])("judges a poisoned message that is %s", (_, markers, lost, wrong) => {
    const ledger = createLedger();
    ledger.poison.push({ marker: "p", place: "webhook", isTaken: true });
    const verdict = judge(ledger, evidenceOf({ markers }));
    expect(verdict).toMatchObject({ lost, wrong });
  });
});
