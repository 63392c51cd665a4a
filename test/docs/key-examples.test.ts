import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "@jest/globals";
import { createEmbeddedBackend } from "../../local/embedded/backend.ts";
import { startStack } from "../../local/stack.ts";
import { MICROS_A_DAY } from "../../shared/timestamp.ts";
import { createKeptLog } from "../support/log.ts";
import { block } from "./guide.ts";

const AWKWARD = "a\"b\\n'c$d"; // what a shell or JSON could take apart
const folder = mkdtempSync(join(tmpdir(), "keys-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a script with commands of its own instead of gcloud and terraform. */
async function play(
  script: string,
  variables: Record<string, string>,
  stubs: Record<string, string> = {},
): Promise<string> {
  for (const [name, stub] of Object.entries(stubs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${stub}\n`, { mode: 0o755 });
  }
  const PATH = [folder, process.env.PATH].join(delimiter);
  const env = { ...variables, PATH, PROJECT: "p" };
  return (await promisify(execFile)("bash", ["-ec", script], { env })).stdout;
}

describe("the guide's handling of keys", () => {
  it("makes JSON of the key that was typed, whatever is in it", async () => {
    const line = block("sh", "export TF_VAR_webhook_keys")
      .split("\n")
      .find((text) => text.startsWith("export TF_VAR_webhook_keys"));
    const script = `${line}\nprintf %s "$TF_VAR_webhook_keys"`;
    const output = await play(script, { KEY: AWKWARD });
    expect(JSON.parse(output)).toEqual({ default: [AWKWARD] });
  });

  it.each([
    ["default", { default: ["old", AWKWARD], "brands/B/agents/A": ["a"] }],
    [
      "brands/B/agents/A",
      { default: ["old"], "brands/B/agents/A": ["a", AWKWARD] },
    ],
    [
      "brands/B/agents/new",
      {
        default: ["old"],
        "brands/B/agents/A": ["a"],
        "brands/B/agents/new": ["old", AWKWARD],
      },
    ],
  ])("adds a new key for %s, and keeps all others", async (agent, expected) => {
    const script = block("sh", "gcloud secrets versions access").replace(
      "AGENT=default",
      `AGENT=${agent}`,
    );
    const added = join(folder, "added");
    await play(
      script,
      { NEW: AWKWARD },
      {
        gcloud: `case "$3" in
          access) echo '{"default": ["old"], "brands/B/agents/A": ["a"]}' ;;
          add) cat >'${added}' ;;
        esac`,
      },
    );
    expect(JSON.parse(readFileSync(added, "utf8"))).toEqual(expected);
  });

  it("shows that the webhook answers a handshake", async () => {
    const stack = await startStack({
      port: 0,
      backend: createEmbeddedBackend(),
      environment: {},
      retentionMicros: MICROS_A_DAY,
      log: createKeptLog().log,
    });
    try {
      const script = block("sh", "clientToken");
      const stubs = { terraform: `echo ${stack.url}/webhook` };
      const output = await play(script, { KEY: "local-key" }, stubs);
      expect(output).toBe("it works");
    } finally {
      await stack.close();
    }
  });
});
