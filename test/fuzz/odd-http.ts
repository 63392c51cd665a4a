import { METHODS } from "node:http";
import fc from "fast-check";
import type { Framing } from "./http-request.ts";

/** Header lines, in order. */
export type Headers = (readonly [name: string, value: string])[];

const JUNK = [
  "",
  "\x80\xff",
  "a".repeat(4000),
  "__proto__",
  "%00",
  "null",
  "{}",
];
const NAMES = [
  ...["Content-Type", "Content-Encoding", "Accept", "Accept-Encoding"],
  ...["X-Forwarded-For", "X-Forwarded-Proto", "X-Cloud-Trace-Context"],
  ...["traceparent", "tracestate", "Function-Execution-Id", "Cookie"],
  ...["X-HTTP-Method-Override", "ce-id", "ce-type", "Origin", "Range"],
  ...["__proto__", "constructor", "toString", "Upgrade", "Trailer", "Via"],
];
const TYPES = [
  ...["application/json", "application/json; charset=utf-16", "text/plain"],
  ...["application/cloudevents+json", "application/x-www-form-urlencoded"],
  ...["multipart/form-data; boundary=x", "application/json; charset=nonsense"],
  ...["image/png", "/", ";", "application/octet-stream"],
];
const header = fc.oneof(
  fc.tuple(fc.constant("Content-Type"), fc.constantFrom(...TYPES)),
  fc.tuple(
    fc.constant("Content-Encoding"),
    fc.constantFrom("gzip", "br", "deflate", "zstd", "identity", "gzip, gzip"),
  ),
  fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...JUNK)),
  fc.constantFrom(
    ["Connection", "close"],
    ["Connection", "Upgrade"],
    ["Connection", "X-Goog-Signature"],
    ["Expect", "100-continue"],
    ["X-Forwarded-For", "256.1.1.1, ::ffff:1"],
    ["traceparent", `00-${"0".repeat(32)}-${"f".repeat(16)}-01`],
  ) as fc.Arbitrary<readonly [string, string]>,
);

/** Headers that must not change what is answered; mostly those that the platform sends. */
export const oddHeaders: fc.Arbitrary<Headers> = fc.oneof<
  fc.MaybeWeightedArbitrary<Headers>[]
>(
  {
    weight: 4,
    arbitrary: fc.constant<Headers>([["Content-Type", "application/json"]]),
  },
  { weight: 2, arbitrary: fc.array(header, { maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(header, fc.integer({ min: 2, max: 60 }))
      .map(([[name, value], count]) =>
        Array<Headers[0]>(count).fill([name, value.slice(0, 100)]),
      ),
  },
);

/** Methods that are whole requests, and no POST. */
export const otherMethod = fc.constantFrom(
  ...METHODS.filter((method) => method !== "POST" && method !== "CONNECT"),
);

/** Ways to tell a body's end that are right. */
export const anyFraming: fc.Arbitrary<Framing> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Framing>({ kind: "length" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("chunked" as const),
      lengths: fc.array(fc.integer({ min: 1, max: 2000 }), { maxLength: 5 }),
      extension: fc.constantFrom("", "", ";a=b", ';a="b"'),
      trailer: fc.constantFrom("", "", "X-Goog-Signature: x\r\n"),
    }),
  },
);
