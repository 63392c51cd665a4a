import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { findLeak } from "./find-leak.ts";
import { businessMessages } from "./fixtures.ts";
import { createKeptLog } from "./log.ts";
import { run } from "./run.ts";
import { RUN_LOG } from "./run-log.ts";
import { ROTATED_KEYS, TOKENS } from "./secrets.ts";

const MESSAGE = "Payload queued";

function leakIn(fields: object, isShown = false) {
  const line = JSON.stringify({
    severity: "INFO",
    message: MESSAGE,
    ...fields,
  });
  return findLeak({ line, isShown, program: "a function", test: "f: t" });
}

const secrets: [string, string, boolean][] = [
  ["a key", ROTATED_KEYS.old, true],
  ["a token", TOKENS.platform, true],
  ["a token", "Authorization: Bearer abc", true],
  ["a private key", "-----BEGIN PRIVATE KEY-----", true],
  ["a user's words", JSON.stringify(businessMessages("message")), false],
  ["a user's words", "AUTHORIZATION_CODE", false],
  ["a signature", `${"aB3/+".repeat(17)}x==`, false],
  ["a phone number", "agents/A/phones/+15550001111/messages/M", false],
  ["a phone number", "agents/A/phones/%2B15550001111/messages/M", false],
];

describe("findLeak", () => {
  it.each(secrets)("finds %s, and doesn't repeat it: %s", (kind, secret) => {
    const leak = leakIn({ error: `Error: about ${secret}.` });
    expect(leak).toBe(
      `${kind} in the line "${MESSAGE}", of a function, in f: t`,
    );
  });

  it("doesn't repeat a secret that is the line's message either", () => {
    const leak = leakIn({ message: `Used ${ROTATED_KEYS.old}.` });
    expect(leak).toBe(
      "a key in a line, in its message, of a function, in f: t",
    );
  });

  it("finds it in a line that is no JSON", () => {
    const kept = { isShown: false, program: "local/main.ts", test: "f: t" };
    expect(findLeak({ ...kept, line: `at ${TOKENS.metadataServer}` })).toBe(
      "a token in a line that is no entry of our log, of local/main.ts, in f: t",
    );
  });

  it.each(secrets)(
    "of what a command shows on purpose: %s (%s) is one: %j",
    (_, secret, isOne) => {
      expect(leakIn({ secret }, true) !== undefined).toBe(isOne);
    },
  );

  it.each([
    ["a message's name", "conversations/1c2f6a0e-7d38/messages/5b0cfd62-0001"],
    ["a time", "2026-01-31T09:30:00.123456+01:00"],
    ["a trace", "projects/p/traces/4bf92f3577b34da6a3ce929d0e0e4736"],
    ["a stack", String(new Error("broken").stack)],
  ])("lets %s pass", (_, text) => {
    expect(leakIn({ text })).toBeUndefined();
  });
});

describe("the log of the whole run", () => {
  const kept = () => readFileSync(process.env[RUN_LOG] ?? "", "utf8");

  it("gets every line of a kept log, as it would be written", () => {
    const cause = new Error("the cause, 7d3f");
    createKeptLog().log("ERROR", "Failed, 7d3f.", { id: 7 }, cause);
    const line = kept()
      .split("\n")
      .find((text) => text.includes("Failed, 7d3f."));
    expect(line).toContain("Error: the cause, 7d3f");
    expect(line).toContain("find-leak.test.ts: the log of the whole run");
  });

  it("gets what programs print, on both streams", async () => {
    await run(["-e", "console.log('out-7d3f'); console.error('err-7d3f')"]);
    expect(kept()).toContain('"line":"out-7d3f"');
    expect(kept()).toContain('"line":"err-7d3f"');
  });
});
