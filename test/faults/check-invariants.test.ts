import { describe, expect, it } from "@jest/globals";
import type { StoredDocument } from "./observations.ts";
import { checkInvariants } from "./check-invariants.ts";
import { createObservations, createLedgerWith } from "./invariant-fixtures.ts";
import { createLedger } from "./ledger.ts";

const message = "conversations/c/messages/m";
const receipt = { message, conversation: "conversations/c", agent: "a" };
const read = { ...receipt, type: "READ", time: 20 } as const;
const delivered = { ...receipt, type: "DELIVERED", time: 10 } as const;
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
  createObservations({
    documents: new Map([[message, { ...document, ...changes }]]),
  });

describe("checking receipts", () => {
  it("is content with a document that holds every receipt", () => {
    const { receipts } = createLedgerWith(read, delivered);
    // Once more, later: the earlier time stays.
    const ledger = createLedgerWith(...receipts, { ...read, time: 99 });
    expect(checkInvariants(ledger, stored({}))).toMatchObject({
      ...{ sent: 3, taken: 3, stored: 3, lost: 0, wrong: 0 },
    });
  });

  it("counts a receipt that was answered 200 and is nowhere as lost", () => {
    const report = checkInvariants(
      createLedgerWith(read),
      createObservations({}),
    );
    expect(report).toMatchObject({ stored: 0, lost: 1 });
    expect(report.problems).toEqual([`lost: the READ of ${message}`]);
  });

  it("does not count one that was never answered 200", () => {
    const ledger = createLedgerWith(read);
    for (const entry of ledger.receipts) entry.isTaken = false;
    const report = checkInvariants(ledger, createObservations({}));
    expect(report).toMatchObject({ sent: 1, taken: 0, lost: 0 });
  });

  it("counts a receipt that Pub/Sub gave up on as a dead letter", () => {
    const deadReceipts = new Set([`${message} READ 20`]);
    const report = checkInvariants(
      createLedgerWith(read),
      createObservations({ deadReceipts }),
    );
    expect(report).toMatchObject({ deadLetters: 1, lost: 0 });
  });

  it.each([
    ["falls back to DELIVERED", { rank: 2 }],
    ["has the later of two times", { deliveredTime: 11 }],
    ["has another agent", { agent: "b" }],
    ["was touched last before it was touched first", { updateTime: 1 }],
    ["lacks when it was touched", { createTime: undefined }],
  ])("counts a document as wrong that %s", (_, changes) => {
    const report = checkInvariants(
      createLedgerWith(read, delivered),
      stored(changes),
    );
    expect(report).toMatchObject({ wrong: 1 });
  });

  it("counts a document of a forged receipt as wrong", () => {
    const ledger = createLedger();
    ledger.forged.push(message);
    expect(checkInvariants(ledger, stored({}))).toMatchObject({ wrong: 1 });
  });
});

describe("checking agents' reads", () => {
  const ledger = createLedger();
  ledger.agentReads.push({ message, isTaken: true });
  const withOutcome = (status: string, readReceiptCount: number) => ({
    ...stored({ agentRead: { status } }),
    platform: { readReceiptCount: () => readReceiptCount },
  });

  it.each([
    ["is content when the read receipt was sent", withOutcome("SENT", 1), 0, 0],
    ["counts one that nothing came of as lost", createObservations({}), 1, 0],
    [
      "counts SENT as wrong when no read receipt was sent",
      withOutcome("SENT", 0),
      0,
      1,
    ],
    [
      "counts FAILED as wrong when a read receipt was sent",
      { ...withOutcome("FAILED", 1), deadMessages: new Set([message]) },
      ...[0, 1],
    ],
    [
      "is content with a refusal in dead letters",
      { ...withOutcome("FAILED", 0), deadMessages: new Set([message]) },
      ...[0, 0],
    ],
    ["counts a refusal without one as lost", withOutcome("FAILED", 0), 1, 0],
  ] as const)("%s", (_, observations, lost, wrong) => {
    expect(checkInvariants(ledger, observations)).toMatchObject({
      lost,
      wrong,
    });
  });
});

describe("checking everything else", () => {
  it("counts a user's message that did not arrive as it came as lost", () => {
    const ledger = createLedger();
    ledger.userEvents.push({ body: "{ }", isTaken: true });
    const report = checkInvariants(
      ledger,
      createObservations({ userEvents: new Set(["{}"]) }),
    );
    expect(report).toMatchObject({ lost: 1 });
  });

  it.each([
    ["in dead letters with a reason", new Map([["p", "why"]]), 0, 0],
    ["in dead letters without one", new Map([["p", ""]]), 0, 1],
    ["nowhere", new Map<string, string>(), 1, 0],
  ])("checks a poisoned message that is %s", (_, markers, lost, wrong) => {
    const ledger = createLedger();
    ledger.poison.push({ marker: "p", target: "webhook", isTaken: true });
    const report = checkInvariants(ledger, createObservations({ markers }));
    expect(report).toMatchObject({ lost, wrong });
  });
});
