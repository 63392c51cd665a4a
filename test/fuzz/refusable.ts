import fc from "fast-check";
import type { Framing } from "./http-request.ts";
import type { Ending } from "./lane.ts";
import type { Headers } from "./odd-http.ts";

/** What a server may refuse by itself, before the function runs. */
export interface Refusable {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Headers;
  readonly framing?: Framing;
  readonly ending?: Ending;
}

const wrong = (ending: Ending, ...lines: string[]): Refusable => ({
  framing: { kind: "wrong", lines, ending },
});

/** Requests that HTTP or the framework refuse, for a body of this length. */
export function refusable(length: number): fc.Arbitrary<Refusable> {
  return fc.oneof(
    fc
      .constantFrom("/favicon.ico", "/robots.txt", "//", "http://other/%")
      .map((target) => ({ target })),
    fc
      .constantFrom("*", "http://other/", "x", "/ x", "/\x80", "/\0", "?")
      .map((target) => ({ target, ending: "close" as const })),
    fc
      .constantFrom("CONNECT", "post", "PRI", "", "POST\0", "__proto__")
      .map((method) => ({ method, ending: "close" as const })),
    fc.constantFrom<Refusable>(
      { headers: [["Expect", "a miracle"]] },
      { headers: [["X-Huge", "x".repeat(40_000)]], ending: "close" },
      { headers: manyHeaders(3000), ending: "close" },
      { headers: [["Host", "again"]], ending: "close" },
      { headers: [["X-Nul", "\0"]], ending: "close" },
      { headers: [["Bad Name", "x"]], ending: "close" },
      { headers: [["X-Feed", "a\r\n b: c"]], ending: "close" },
      { headers: [["X-Lone", "a\nb"]], ending: "close" },
    ),
    fc.constantFrom(
      wrong("cut", `Content-Length: ${length + 10}`),
      wrong("cut", "Content-Length: 999999999999"),
      wrong("cut", "Transfer-Encoding: chunked", "", "ff"),
      wrong("idle", `Content-Length: ${Math.max(0, length - 1)}`),
      wrong("idle"),
      wrong("idle", "Content-Length: -1"),
      wrong("idle", `Content-Length: +${length}`),
      wrong("idle", `Content-Length: ${length}, ${length}`),
      wrong("idle", "Content-Length: 0x10"),
      wrong("idle", `Content-Length: ${"9".repeat(40)}`),
      wrong("idle", "Content-Length: 1", `Content-Length: ${length}`),
      wrong("idle", `Content-Length: ${length}`, "Transfer-Encoding: chunked"),
      wrong("idle", "Transfer-Encoding: chunked"),
      wrong("idle", "Transfer-Encoding: gzip"),
      wrong("idle", "Transfer-Encoding: chunked, gzip"),
      wrong("idle", "Transfer-Encoding: gzip, chunked"),
      wrong("idle", "Transfer-Encoding : chunked"),
      wrong("idle", "Transfer-Encoding: \x0bchunked"),
    ),
  );
}

function manyHeaders(count: number): Headers {
  return Array.from({ length: count }, (_, index) => [`X-${index}`, ""]);
}
