import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createLog } from "../../../shared/runtime/log.ts";
import {
  currentTraceparent,
  runInTraceContext,
} from "../../../shared/runtime/trace.ts";

const PROJECT = "my-project";
const TRACE_ID = "0af7651916cd43dd8448eb211c80319c"; // of the specification's examples
const SPAN_ID = "b7ad6b7169203331";
const PARENT = `00-${TRACE_ID}-${SPAN_ID}-01`;

function loggedIn(traceparent: unknown): Record<string, unknown> {
  let text = "";
  const log = createLog((line) => (text += line));
  runInTraceContext(traceparent, PROJECT, () => {
    log("INFO", "Done.", { id: "1" });
  });
  return JSON.parse(text) as Record<string, unknown>;
}

describe("runInTraceContext", () => {
  it("logs the trace in the fields that Cloud Logging links", () => {
    expect(loggedIn(PARENT)).toMatchObject({
      id: "1",
      "logging.googleapis.com/trace": `projects/my-project/traces/${TRACE_ID}`,
      "logging.googleapis.com/spanId": SPAN_ID,
      "logging.googleapis.com/trace_sampled": true,
    });
    const unsampled = loggedIn(PARENT.replace(/01$/, "00"));
    expect(unsampled["logging.googleapis.com/trace_sampled"]).toBe(false);
  });

  it("has no traceparent outside of a trace", () => {
    runInTraceContext(PARENT, PROJECT, () =>
      expect(currentTraceparent()).toBe(PARENT),
    );
    expect(currentTraceparent()).toBeUndefined();
  });

  it("lasts through what is awaited, each for itself", async () => {
    const other = PARENT.replace(TRACE_ID, "1".repeat(32));
    const later = async (traceparent: string) =>
      runInTraceContext(traceparent, PROJECT, async () => {
        await new Promise(setImmediate);
        return currentTraceparent();
      });
    expect(await Promise.all([later(PARENT), later(other)])).toEqual([
      PARENT,
      other,
    ]);
  });

  it.each([
    ["nothing", undefined],
    ["a list", [PARENT]],
    ["an empty text", ""],
    ["capitals", PARENT.toUpperCase()],
    ["a version that there is not", PARENT.replace(/^00/, "ff")],
    ["a trace of zeros", `00-${"0".repeat(32)}-${SPAN_ID}-01`],
    ["a span of zeros", `00-${TRACE_ID}-${"0".repeat(16)}-01`],
    ["more in front", `x${PARENT}`],
    ["more behind", `${PARENT}x`],
    ["a line break", `${PARENT}\n`],
  ])("begins a new trace where it is given %s", (_, traceparent) => {
    const begun = runInTraceContext(traceparent, PROJECT, currentTraceparent);
    expect(begun).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(begun).not.toContain(TRACE_ID);
  });

  it("takes a later version's trace", () => {
    const later = `cc-${TRACE_ID}-${SPAN_ID}-01-what-the-future-brings`;
    expect(runInTraceContext(later, PROJECT, currentTraceparent)).toBe(PARENT);
  });

  it("writes nothing that a stranger sent but ids", () => {
    fc.assert(
      fc.property(fc.string(), (traceparent) => {
        const begun = runInTraceContext(
          traceparent,
          PROJECT,
          currentTraceparent,
        );
        expect(begun).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);
      }),
    );
  });
});
