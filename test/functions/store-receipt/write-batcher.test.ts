import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  createWriteBatcher,
  type CommitBatch,
} from "../../../functions/store-receipt/write-batcher.ts";
import { toReceiptWrite } from "../../../shared/messages/message-document.ts";
import { StoreError } from "../../../shared/firestore/store-error.ts";
import { receiptEvent } from "./serve-store-receipt.ts";

const INVALID_ARGUMENT = 3;
const UNAVAILABLE = 14;

/** Batches writes of these messages in one turn of the event loop, and records the calls. */
async function writeAtOnce(
  messages: readonly string[],
  commit: CommitBatch = () => Promise.resolve([]),
) {
  const calls: string[][] = [];
  const batcher = createWriteBatcher((receipts) => {
    calls.push(receipts.map(({ message }) => message));
    return commit(receipts);
  });
  const errors = await Promise.all(
    messages.map((message) =>
      batcher.add(toReceiptWrite(receiptEvent({ message }))),
    ),
  );
  return { calls, outcomes: errors.map((error) => error?.code ?? "done") };
}

const failed = (code: number) => new StoreError("no", code);

describe("createWriteBatcher", () => {
  it("writes each receipt once, at most 20 per call, and never the same document twice in one call", async () => {
    const messages = fc.array(fc.integer({ min: 0, max: 60 }).map(String), {
      maxLength: 100,
    });
    await fc.assert(
      fc.asyncProperty(messages, async (messages) => {
        const { calls, outcomes } = await writeAtOnce(messages);
        expect(calls.flat().sort()).toEqual([...messages].sort());
        expect(outcomes).toEqual(messages.map(() => "done"));
        for (const call of calls) {
          expect(call.length).toBeLessThanOrEqual(20);
          expect(new Set(call).size).toBe(call.length);
        }
      }),
    );
  });

  it("fills a batch before it starts another", async () => {
    const messages = Array.from({ length: 41 }, (_, id) => String(id));
    expect((await writeAtOnce(messages)).calls).toHaveLength(3);
    expect((await writeAtOnce(["a", "b", "a", "c"])).calls).toEqual([
      ["a", "b", "c"],
      ["a"],
    ]);
  });

  it("returns to each write its own result", async () => {
    const { calls, outcomes } = await writeAtOnce(["a", "b", "c"], () =>
      Promise.resolve([undefined, failed(INVALID_ARGUMENT), undefined]),
    );
    expect(outcomes).toEqual(["done", INVALID_ARGUMENT, "done"]);
    expect(calls).toHaveLength(1);
  });

  it("writes each receipt again by itself after Firestore rejected the batch as invalid", async () => {
    const { calls, outcomes } = await writeAtOnce(["a", "b", "c"], (writes) =>
      writes.some(({ message }) => message === "b")
        ? Promise.resolve(failed(INVALID_ARGUMENT))
        : Promise.resolve([undefined]),
    );
    expect(outcomes).toEqual(["done", INVALID_ARGUMENT, "done"]);
    expect(calls).toEqual([["a", "b", "c"], ["a"], ["b"], ["c"]]);
  });

  it("returns the error of a failed call to each write, without a retry", async () => {
    const { calls, outcomes } = await writeAtOnce(["a", "b"], () =>
      Promise.resolve(failed(UNAVAILABLE)),
    );
    expect(outcomes).toEqual([UNAVAILABLE, UNAVAILABLE]);
    expect(calls).toHaveLength(1);
  });
});
