import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  createWriteBatcher,
  type WriteCall,
} from "../../../functions/store-receipt/write-batcher.ts";
import { toReceiptWrite } from "../../../shared/messages/message-document.ts";
import { StoreError } from "../../../shared/firestore/store-error.ts";
import { receiptEvent } from "./serve-store-receipt.ts";

const INVALID_ARGUMENT = 3;
const UNAVAILABLE = 14;

/** Batches writes of these messages that are asked for at once, and keeps the calls that are made. */
async function writeAtOnce(
  messages: readonly string[],
  answer: WriteCall = () => Promise.resolve([]),
) {
  const calls: string[][] = [];
  const write = createWriteBatcher((writes) => {
    calls.push(writes.map(({ message }) => message));
    return answer(writes);
  });
  const results = await Promise.allSettled(
    messages.map((message) => write(toReceiptWrite(receiptEvent({ message })))),
  );
  return { calls, outcomes: results.map(outcomeOf) };
}

const outcomeOf = (result: PromiseSettledResult<void>) =>
  result.status === "fulfilled"
    ? "done"
    : (result.reason as { code: number }).code;

const failed = (code: number) => new StoreError("no", code);

describe("createWriteBatcher", () => {
  it("makes each write once, at most 20 with a call, and never two of one document", async () => {
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

  it("fills a call before it makes another", async () => {
    const messages = Array.from({ length: 41 }, (_, id) => String(id));
    expect((await writeAtOnce(messages)).calls).toHaveLength(3);
    expect((await writeAtOnce(["a", "b", "a", "c"])).calls).toEqual([
      ["a", "b", "c"],
      ["a"],
    ]);
  });

  it("tells each what became of its own", async () => {
    const { calls, outcomes } = await writeAtOnce(["a", "b", "c"], () =>
      Promise.resolve([undefined, failed(INVALID_ARGUMENT), undefined]),
    );
    expect(outcomes).toEqual(["done", INVALID_ARGUMENT, "done"]);
    expect(calls).toHaveLength(1);
  });

  it("makes each write alone after a call that was refused as invalid", async () => {
    const { calls, outcomes } = await writeAtOnce(["a", "b", "c"], (writes) =>
      writes.some(({ message }) => message === "b")
        ? Promise.reject(failed(INVALID_ARGUMENT))
        : Promise.resolve([undefined]),
    );
    expect(outcomes).toEqual(["done", INVALID_ARGUMENT, "done"]);
    expect(calls).toEqual([["a", "b", "c"], ["a"], ["b"], ["c"]]);
  });

  it("tells all of a call that failed, and repeats nothing", async () => {
    const { calls, outcomes } = await writeAtOnce(["a", "b"], () =>
      Promise.reject(failed(UNAVAILABLE)),
    );
    expect(outcomes).toEqual([UNAVAILABLE, UNAVAILABLE]);
    expect(calls).toHaveLength(1);
  });
});
