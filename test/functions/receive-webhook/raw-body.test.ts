import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  skipBodyParser,
  readBody,
} from "../../../functions/receive-webhook/raw-body.ts";

/** A request whose body comes in these chunks. */
function requestOf(...chunks: Buffer[]): IncomingMessage {
  return Readable.from(chunks) as unknown as IncomingMessage;
}

describe("readBody", () => {
  it.each([
    ["one chunk", [Buffer.from("{}")], "{}"],
    [
      "several chunks",
      ["{", '"a"', ":1}"].map((c) => Buffer.from(c)),
      '{"a":1}',
    ],
    ["a character cut in two", [Buffer.from([0xc3]), Buffer.from([0xa9])], "é"],
    ["nothing", [], ""],
  ])("reads a body of %s", async (_, chunks, text) => {
    const body = await readBody(requestOf(...chunks), 100);
    expect(body?.toString()).toBe(text);
  });

  it("reads a body that is exactly as long as it may be", async () => {
    const request = requestOf(Buffer.alloc(60), Buffer.alloc(40));
    expect(await readBody(request, 100)).toHaveLength(100);
  });

  it.each([
    ["one chunk", [Buffer.alloc(101)]],
    ["its last byte", [Buffer.alloc(100), Buffer.alloc(1)]],
    ["its first of many chunks", [Buffer.alloc(101), Buffer.alloc(0)]],
  ])("gives nothing of a body that is too long by %s", async (_, chunks) => {
    expect(await readBody(requestOf(...chunks), 100)).toBeUndefined();
  });

  it("reads a body that is too long to its end, so that the answer reaches the sender", async () => {
    const request = requestOf(Buffer.alloc(101), Buffer.alloc(101));
    await readBody(request, 100);
    expect(request.readableEnded).toBe(true);
  });

  it("passes on that the sender went away", async () => {
    const request = requestOf(Buffer.alloc(1));
    request.destroy(new Error("aborted"));
    await expect(readBody(request, 100)).rejects.toThrow("aborted");
  });

  it("gives the bytes that came, however they were cut, up to the limit", async () => {
    const anyChunks = fc.array(fc.uint8Array().map((b) => Buffer.from(b)));
    await fc.assert(
      fc.asyncProperty(anyChunks, fc.nat(60), async (chunks, maxBytes) => {
        const whole = Buffer.concat(chunks);
        const expected = whole.length <= maxBytes ? whole : undefined;
        const body = await readBody(requestOf(...chunks), maxBytes);
        expect(body).toEqual(expected);
      }),
    );
  });
});

describe("hideBody", () => {
  it("takes away the headers that announce a body, and no others", () => {
    const headers = {
      "content-length": "2",
      "content-type": "application/json",
      "transfer-encoding": "chunked",
    };
    const request = { headers } as unknown as IncomingMessage;
    skipBodyParser(request);
    expect(request.headers).toEqual({ "content-type": "application/json" });
  });
});
