/** A server's answer, as far as its checks look at it. */
export interface Answer {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

const LAST_CHUNK = Buffer.from("0\r\n\r\n");

/** Reads the final answer from what came on a connection; undefined while it is not whole. */
export function readAnswer(
  bytes: Buffer,
  toHead: boolean,
): { answer: Answer; rest: Buffer } | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [statusLine = "", ...lines] = bytes
    .subarray(0, end)
    .toString("latin1")
    .split("\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1]);
  if (Number.isNaN(status)) throw new Error(`No answer: ${statusLine}`);
  const after = bytes.subarray(end + 4);
  if (status < 200) return readAnswer(after, toHead);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const isBare = toHead || status === 204 || status === 304;
  if (!isBare && headers.get("transfer-encoding") === "chunked") {
    // Node's own answers have no more than the last chunk.
    return after.subarray(0, LAST_CHUNK.length).equals(LAST_CHUNK)
      ? {
          answer: { status, headers, body: Buffer.alloc(0) },
          rest: after.subarray(LAST_CHUNK.length),
        }
      : undefined;
  }
  const length = isBare ? 0 : Number(headers.get("content-length") ?? 0);
  if (after.length < length) return undefined;
  const body = after.subarray(0, length);
  return { answer: { status, headers, body }, rest: after.subarray(length) };
}
