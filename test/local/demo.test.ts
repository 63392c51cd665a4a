import { describe, expect, it } from "@jest/globals";
import { createRunner } from "../../local/demo/runner.ts";
import { describeOnEmulators } from "../support/emulators.ts";
import { run } from "../support/run.ts";

const LAST_LINE = /All 8 steps went as they should\.\n$/;

describe("npm run demo", () => {
  it("ends well, embedded", async () => {
    const { status, stdout } = await run(["local/demo/main.ts"]);
    expect(stdout).toMatch(LAST_LINE);
    expect(status).toBe(0);
  });

  it("ends badly if anything is not as it should be, and says what it is", async () => {
    const lines: string[] = [];
    const stage = createRunner("http://unused", (line) => lines.push(line), 1);
    await stage.expect("the answer", () => 41, 42);
    await stage.expect("the question", () => "?", "?");
    expect(stage.end()).toBe(false);
    expect(lines.join("\n")).toContain("the answer, but it is 41");
  });
});

describeOnEmulators("npm run demo -- --emulators", () => {
  it("ends well", async () => {
    const { status, stdout } = await run(["local/demo/main.ts", "--emulators"]);
    expect(stdout).toMatch(LAST_LINE);
    expect(status).toBe(0);
  });
});
