import type { Ending, WireRequest } from "./lane.ts";

/** How the body's end is told. */
export type Framing =
  | { readonly kind: "length" }
  /** In chunks of these lengths, then the rest in one. */
  | {
      readonly kind: "chunked";
      readonly lengths: readonly number[];
      readonly extension: string;
      readonly trailer: string;
    }
  /** In a way that is wrong: these lines stand where the framing stands. */
  | {
      readonly kind: "wrong";
      readonly lines: readonly string[];
      readonly ending: Ending;
    };

export interface HttpRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly framing: Framing;
  /** How it ends, if neither the framing nor the method says so. */
  readonly ending?: Ending;
}

/** The bytes of a request, by HTTP/1.1 (RFC 9112), as far as it is meant to keep to that. */
export function toWire(request: HttpRequest): WireRequest {
  const { method, target, headers, body, framing } = request;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    "Host: webhook.example",
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...framingLines(framing, body),
  ];
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  const content = framing.kind === "chunked" ? toChunks(body, framing) : body;
  return {
    bytes: Buffer.concat([head, content]),
    ending:
      framing.kind === "wrong" ? framing.ending : (request.ending ?? "answer"),
    toHead: method === "HEAD",
  };
}

function framingLines(framing: Framing, body: Buffer): readonly string[] {
  switch (framing.kind) {
    case "length":
      return [`Content-Length: ${body.length}`];
    case "chunked":
      return ["Transfer-Encoding: chunked"];
    case "wrong":
      return framing.lines;
  }
}

function toChunks(
  body: Buffer,
  { lengths, extension, trailer }: Framing & { kind: "chunked" },
): Buffer {
  const chunks: Buffer[] = [];
  let start = 0;
  for (const length of [...lengths, body.length]) {
    const chunk = body.subarray(start, start + length);
    if (chunk.length === 0) break;
    const size = `${chunk.length.toString(16)}${extension}\r\n`;
    chunks.push(Buffer.from(size), chunk, Buffer.from("\r\n"));
    start += length;
  }
  return Buffer.concat([...chunks, Buffer.from(`0\r\n${trailer}\r\n`)]);
}
