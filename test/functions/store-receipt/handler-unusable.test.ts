import { describe, expect, it } from "@jest/globals";
import { createEmbeddedStore } from "../../../local/embedded/store.ts";
import { UnusableEventError } from "../../../shared/runtime/errors.ts";
import {
  MESSAGE,
  receiptEvent,
  serveStoreReceipt,
} from "./serve-store-receipt.ts";

describe("a receipt that can't be stored", () => {
  it.each([
    ["of another channel", { channel: "pigeon-post" }, /channel/],
    [
      "of no known channel",
      { message: "spaces/s/messages/m" },
      /^Invalid message name/,
    ],
    [
      "with a dotted name",
      { message: "conversations/../messages/m" },
      /^Invalid message name/,
    ],
    [
      "with a reserved name",
      { message: "conversations/c/messages/__m__" },
      /^Invalid message name/,
    ],
    [
      "with a longer name",
      { message: `${MESSAGE}/claims/x` },
      /^Invalid message name/,
    ],
    [
      "with a leading slash",
      { message: `/${MESSAGE}` },
      /^Invalid message name/,
    ],
    [
      "of another conversation",
      { conversation: "conversations/d" },
      /another conversation/,
    ],
    ["of an unknown type", { receiptType: "SMELLED" as "READ" }, /receiptType/],
    ["with a bad time", { time: "yesterday" }, /time: /],
    [
      "with a bad arrival time",
      { arrivalTime: "2026-02-30T00:00:00Z" },
      /arrivalTime: /,
    ],
  ])(
    "goes to dead-letters, and nothing is written: %s",
    async (_, changes, reason) => {
      await using tested = await serveStoreReceipt(
        createEmbeddedStore().messages,
      );
      const event = receiptEvent(changes);

      expect(await tested.push(event)).toBe(204);
      expect(tested.writes).toEqual([]);
      expect(tested.letters()).toMatchObject([
        {
          data: Buffer.from(JSON.stringify(event)),
          attributes: {
            source: "storeReceipt",
            reason: expect.stringMatching(reason),
          },
        },
      ]);
      expect(tested.lines).toMatchObject([{ severity: "WARNING" }]);
    },
  );

  it("goes to dead-letters when the store says that it never can be", async () => {
    const refusal = new UnusableEventError("The store refuses it.");
    await using tested = await serveStoreReceipt({
      write: () => Promise.reject(refusal),
    });

    expect(await tested.push(receiptEvent())).toBe(204);
    expect(tested.letters()).toMatchObject([
      { attributes: { reason: refusal.message } },
    ]);
  });
});
