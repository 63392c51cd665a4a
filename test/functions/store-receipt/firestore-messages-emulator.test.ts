import { randomUUID } from "node:crypto";
import { Timestamp } from "@google-cloud/firestore";
import { v1 } from "@google-cloud/firestore-api";
import {
  afterAll,
  afterEach,
  beforeEach,
  expect,
  it,
  jest,
} from "@jest/globals";
import { createFirestoreMessages } from "../../../functions/store-receipt/firestore-messages.ts";
import { openFirestore } from "../../../shared/firestore/firestore.ts";
import { toReceiptWrite } from "../../../shared/messages/message-document.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";
import { describeOnEmulators } from "../../support/emulators.ts";

const PROJECT = "receipts-test";
const OTHER_CALLS = [
  "batchGetDocuments",
  "beginTransaction",
  "commit",
  "getDocument",
  "runQuery",
] as const;

describeOnEmulators("a receipt that is written to Firestore", () => {
  const firestore = openFirestore("receipts", PROJECT);
  const messages = createFirestoreMessages(
    { projectId: PROJECT, databaseId: "receipts" },
    90 * MICROS_PER_DAY,
    10_000,
  );
  const spyOn = (name: "batchWrite" | (typeof OTHER_CALLS)[number]) =>
    jest.spyOn(v1.FirestoreClient.prototype, name);
  let batchWrites: ReturnType<typeof spyOn>;
  let others: ReturnType<typeof spyOn>[];

  beforeEach(() => {
    batchWrites = spyOn("batchWrite");
    others = OTHER_CALLS.map(spyOn);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    await messages.close();
    await firestore.terminate();
  });

  const store = (message: string, agent = "brands/b/agents/a") =>
    messages.write(
      toReceiptWrite({
        channel: "business-messages",
        agent,
        conversation: "conversations/c",
        message,
        receiptType: "READ",
        time: "2026-01-01T00:00:00Z",
        timeSource: "RECEIPT",
        arrivalTime: "2026-01-01T00:00:01Z",
      }),
    );
  /** How many operations each call had. */
  const operations = () =>
    batchWrites.mock.calls.map(
      ([request]) => (request as { writes: unknown[] }).writes.length,
    );
  const newMessage = () => `conversations/c/messages/${randomUUID()}`;

  it("is one operation and no read, a repeated receipt included", async () => {
    const message = newMessage();
    await store(message);
    await store(message);
    expect(operations()).toEqual([1, 1]);
    for (const other of others) expect(other).not.toHaveBeenCalled();
  });

  it("is a share of a call when receipts come together: 100 in 5", async () => {
    await Promise.all(Array.from({ length: 100 }, () => store(newMessage())));
    expect(operations()).toEqual([20, 20, 20, 20, 20]);
    for (const other of others) expect(other).not.toHaveBeenCalled();
  });

  it("expires after the retention, by a Timestamp: TTL takes nothing else", async () => {
    const message = newMessage();
    await store(message);
    const expireAt: unknown = (await firestore.doc(message).get()).get(
      "expireAt",
    );
    expect(expireAt).toEqual(
      Timestamp.fromDate(new Date("2026-04-01T00:00:01Z")),
    );
  });

  it("does not become unusable by sharing its call with one that is", async () => {
    const tooLong = "x".repeat(1_100_000); // a document has at most 1 MiB
    const [good, bad] = [newMessage(), newMessage()];
    const results = await Promise.allSettled([
      store(good),
      store(bad, tooLong),
    ]);
    expect(results).toMatchObject([
      { status: "fulfilled" },
      { status: "rejected", reason: { name: "UnusableEventError" } },
    ]);
    expect((await firestore.doc(good).get()).exists).toBe(true);
  });
});
