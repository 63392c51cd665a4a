import fc from "fast-check";

/** One change of bytes. Places are parts of 10,000, so that they mean something in bytes of any length. */
interface Change {
  readonly kind: "insert" | "overwrite" | "remove" | "copy" | "flip" | "cut";
  readonly from: number;
  readonly to: number;
  readonly length: number;
  readonly bytes: Buffer;
}

const PIECES = [
  ...["\0", "\ufeff", '"', "\\", "\\ud800", "\\u0000", "{", "}", "[", "]", ","],
  ...["../", "__proto__", "%00", "\r\n", "-", "1e400", "conversations/"],
].map((text) => Buffer.from(text));
const NO_UTF_8 = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0x80]];

const anyPiece = fc.oneof(
  fc.constantFrom(...PIECES, ...NO_UTF_8.map((bytes) => Buffer.from(bytes))),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
);

const anyPlace = fc.nat(10_000);

const anyChange: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(
    ...(["insert", "overwrite", "remove", "copy", "flip", "cut"] as const),
  ),
  from: anyPlace,
  to: anyPlace,
  length: fc.integer({ min: 1, max: 24 }),
  bytes: anyPiece,
});

/** Bytes with a few changes. */
export function mutatedBytes(bytes: Buffer): fc.Arbitrary<Buffer> {
  return fc
    .array(anyChange, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce(apply, bytes));
}

function apply(bytes: Buffer, change: Change): Buffer {
  const from = Math.floor((change.from * bytes.length) / 10_000);
  const to = Math.floor((change.to * bytes.length) / 10_000);
  const piece = bytes.subarray(from, from + change.length);
  const join = (middle: Buffer, end: number) =>
    Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(end)]);
  switch (change.kind) {
    case "insert":
      return join(change.bytes, from);
    case "overwrite":
      return join(change.bytes, from + change.bytes.length);
    case "remove":
      return join(Buffer.alloc(0), from + piece.length);
    case "copy":
      return Buffer.concat([bytes.subarray(0, to), piece, bytes.subarray(to)]);
    case "flip":
      return join(
        piece.map((byte) => byte ^ 0x20) as Buffer,
        from + piece.length,
      );
    case "cut":
      return bytes.subarray(0, from);
  }
}
