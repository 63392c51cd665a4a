import { createHmac } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { equalInConstantTime } from "../../../../shared/runtime/constant-time.ts";
import {
  isSignedByOneOf,
  sign,
} from "../../../../shared/channels/google/signature.ts";

// RFC 4231, 4.3 (test case 2): HMAC-SHA-512.
const JEFES = Buffer.from("what do ya want for nothing?");
const JEFES_HMAC =
  "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";

const body = Buffer.from('{"agent": "brands/B/agents/A"}');
const signature = createHmac("sha512", "key").update(body).digest("base64");

describe("sign", () => {
  it("gives the known answer of RFC 4231, in base64", () => {
    const expected = Buffer.from(JEFES_HMAC, "hex").toString("base64");
    expect(sign(JEFES, "Jefe")).toBe(expected);
  });

  it("takes the bytes as they are, whether they are text or not", () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    const expected = createHmac("sha512", "ключ").update(bytes);
    expect(sign(bytes, "ключ")).toBe(expected.digest("base64"));
  });
});

describe("isSignedByOneOf", () => {
  it.each([
    ["the one key", ["key"]],
    ["the first of several", ["key", "old"]],
    ["the last of several", ["older", "old", "key"]],
  ])("accepts what was signed with %s", (_, keys) => {
    expect(isSignedByOneOf(keys, body, signature)).toBe(true);
  });

  it.each([
    ["no key", []],
    ["another key", ["other"]],
    ["several other keys", ["other", "key ", "KEY"]],
    ["the beginning of the key", ["ke"]],
  ])("refuses it where the valid keys are %s", (_, keys) => {
    expect(isSignedByOneOf(keys, body, signature)).toBe(false);
  });

  it.each([
    ["nothing", ""],
    ["the signature cut short", signature.slice(0, -1)],
    ["the signature without its padding", signature.replace(/=+$/, "")],
    ["the signature with a space behind it", `${signature} `],
    [
      "the signature in hexadecimal",
      Buffer.from(signature, "base64").toString("hex"),
    ],
    [
      "another digest",
      createHmac("sha256", "key").update(body).digest("base64"),
    ],
    ["as many characters that are not ASCII", "é".repeat(signature.length)],
  ])("refuses %s", (_, wrong) => {
    expect(isSignedByOneOf(["key"], body, wrong)).toBe(false);
  });

  it("refuses a body that was changed in one bit", () => {
    const bit = fc.nat({ max: body.length * 8 - 1 });
    fc.assert(
      fc.property(bit, (n) => {
        const changed = Buffer.from(body);
        const byte = Math.floor(n / 8);
        changed.writeUInt8(changed.readUInt8(byte) ^ (1 << (n % 8)), byte);
        expect(isSignedByOneOf(["key"], changed, signature)).toBe(false);
      }),
    );
  });

  it("accepts what sign made, with any key of any body", () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.string({ minLength: 1 }),
        (bytes, key) => {
          const raw = Buffer.from(bytes);
          expect(isSignedByOneOf([key], raw, sign(raw, key))).toBe(true);
        },
      ),
    );
  });
});

describe("equalInConstantTime", () => {
  it.each([
    ["", "", true],
    ["a", "a", true],
    ["a", "b", false],
    ["a", "aa", false],
    ["aa", "é", false],
    ["é", "é", true],
  ])("says of %j and %j: %s", (left, right, equal) => {
    expect(equalInConstantTime(left, right)).toBe(equal);
  });
});
