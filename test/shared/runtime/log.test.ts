import { describe, expect, it, jest } from "@jest/globals";
import {
  createLog,
  type Fields,
  type Severity,
} from "../../../shared/runtime/log.ts";

/** What one call writes: the text, and the JSON in it. */
function write(
  severity: Severity,
  message: string,
  fields?: Fields,
  error?: unknown,
) {
  const lines: string[] = [];
  createLog((line) => lines.push(line))(severity, message, fields, error);
  const text = lines.join("");
  return { text, json: JSON.parse(text) as Record<string, unknown> };
}

describe("createLog", () => {
  it("writes one JSON object and a line break", () => {
    const { text } = write("INFO", "Two\nlines.", { id: "a\nb" });
    expect(text).toMatch(/^\{.*\}\n$/);
  });

  it("writes the severity and the sentence where Cloud Logging looks for them", () => {
    const { json } = write("WARNING", "Request rejected");
    expect(json).toMatchObject({
      severity: "WARNING",
      message: "Request rejected",
    });
  });

  it("writes the time as ISO 8601", () => {
    const { json } = write("INFO", "Done.");
    expect(new Date(String(json.time)).toISOString()).toBe(json.time);
  });

  it("writes the fields beside them, without those that are undefined", () => {
    const fields = { attempt: 2, agent: undefined, told: false };
    const { time, ...rest } = write("INFO", "Done.", fields).json;
    expect(typeof time).toBe("string");
    expect(rest).toEqual({
      severity: "INFO",
      message: "Done.",
      attempt: 2,
      told: false,
    });
  });

  it("has no field for an error where there is none", () => {
    expect(write("INFO", "Done.").json).not.toHaveProperty("error");
  });

  it("writes an error's stack", () => {
    const { json } = write("ERROR", "Failed.", {}, new TypeError("broken"));
    expect(json.error).toMatch(/^TypeError: broken\n {4}at .*log\.test\.ts/);
  });

  it("writes the stacks of an error's causes, outermost first", () => {
    const root = new RangeError("root");
    const middle = new Error("middle", { cause: root });
    const error = new Error("outer", { cause: middle });
    const { json } = write("ERROR", "Failed.", {}, error);
    expect(json.error).toMatch(
      /^Error: outer\n[^]*\nCaused by: Error: middle\n[^]*\nCaused by: RangeError: root\n/,
    );
  });

  it("does without a stack where an error has none", () => {
    const error = new TypeError("broken");
    delete error.stack;
    const { json } = write("ERROR", "Failed.", {}, error);
    expect(json.error).toBe("TypeError: broken");
  });

  it.each([
    ["text", "just text", "A thrown string."],
    ["null", null, "A thrown object."],
    ["a number", 7, "A thrown number."],
  ])("writes %s that was thrown for an error", (_, thrown, text) => {
    expect(write("ERROR", "Failed.", {}, thrown).json.error).toBe(text);
  });

  it("writes none of an error's other properties, which may hold tokens", () => {
    const request = {
      config: { headers: { authorization: "Bearer hush" } },
      headers: { "x-goog-signature": "hush" },
      response: { data: "hush" },
      token: "hush",
    };
    const cause = Object.assign(new Error("cause"), request);
    const error = Object.assign(new Error("outer", { cause }), request);
    const { text } = write("ERROR", "Failed.", {}, error);
    expect(text).toContain("Caused by: Error: cause");
    expect(text).not.toContain("hush");
  });

  it("writes nothing of an object that was thrown, and is no error, but its kind", () => {
    const { json } = write("ERROR", "Failed.", {}, { token: "hush" });
    expect(json.error).toBe("A thrown object.");
  });

  it("ends with a chain of causes that is a circle", () => {
    const error = new Error("round");
    error.cause = error;
    const { json } = write("ERROR", "Failed.", {}, error);
    expect(json.error).toContain("Caused by: Error: round");
  });

  it("writes to standard output, unless it is told otherwise", () => {
    const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      createLog()("INFO", "Done.");
      expect(write.mock.calls.map(([line]) => String(line)).join("")).toMatch(
        /^\{.*"message":"Done\.".*\}\n$/,
      );
    } finally {
      write.mockRestore();
    }
  });
});
