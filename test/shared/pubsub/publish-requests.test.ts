import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { OutgoingMessage } from "../../../shared/pubsub/publisher.ts";
import * as requests from "../../../shared/pubsub/publish-requests.ts";
import { unicodeText } from "../../support/unicode-text.ts";

const inRequests = (all: readonly OutgoingMessage[]) =>
  requests.splitIntoRequests(all).map(({ messages }) => messages);

const MEGABYTE = Buffer.alloc(1_000_000);
const anyMessage = fc
  .record({
    bytes: fc.oneof(fc.nat(2000), fc.nat(MEGABYTE.length)),
    agent: unicodeText(),
  })
  .map(({ bytes, agent }): OutgoingMessage => ({
    data: MEGABYTE.subarray(0, bytes),
    attributes: { agent },
  }));

function messages(count: number, bytes: number): OutgoingMessage[] {
  const data = MEGABYTE.subarray(0, bytes);
  return Array.from({ length: count }, () => ({ data, attributes: {} }));
}

function bytesOf(request: readonly OutgoingMessage[]): number {
  return request.reduce((sum, { data, attributes }) => {
    const texts = Object.entries(attributes).flat().join("");
    return sum + data.length + Buffer.byteLength(texts);
  }, 0);
}

describe("inRequests", () => {
  it.each([
    [0, []],
    [1, [1]],
    [1000, [1000]],
    [1001, [1000, 1]],
    [2500, [1000, 1000, 500]],
  ])("puts %d small messages into requests of %j", (count, counts) => {
    const found = inRequests(messages(count, 10));
    expect(found.map(({ length }) => length)).toEqual(counts);
  });

  it("starts a request before one would be longer than 9 MB", () => {
    const found = inRequests(messages(12, 1_000_000));
    expect(found.map(({ length }) => length)).toEqual([8, 4]);
  });

  it("counts attributes, too", () => {
    const attributes = { reason: "é".repeat(500) };
    const many = messages(900, 9_500).map((m) => ({ ...m, attributes }));
    expect(inRequests(many)).toHaveLength(2);
    expect(inRequests(messages(900, 9_500))).toHaveLength(1);
  });

  it("gives a message that is too long for any request one of its own", () => {
    const [first, last] = messages(2, 10);
    const data = Buffer.alloc(9_500_000);
    const long = { data, attributes: {} };
    const list = [first, long, last].filter((m) => m !== undefined);
    expect(inRequests([long])).toEqual([[long]]);
    expect(inRequests(list).map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it("loses nothing, keeps the order, and keeps to Pub/Sub's limits", () => {
    fc.assert(
      fc.property(
        fc.array(anyMessage, { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (list, repeats) => {
          const all = Array.from({ length: repeats }, () => list).flat();
          const found = inRequests(all);
          expect(found.flat().every((m, i) => m === all[i])).toBe(true);
          expect(found.flat()).toHaveLength(all.length);
          for (const request of found) {
            expect(request.length).toBeGreaterThan(0);
            expect(request.length).toBeLessThanOrEqual(1000);
            expect(bytesOf(request)).toBeLessThanOrEqual(9_000_000);
          }
        },
      ),
    );
  });
});
