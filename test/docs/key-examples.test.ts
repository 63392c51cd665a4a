import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "@jest/globals";
import { createEmbeddedInfrastructure } from "../../local/embedded/infrastructure.ts";
import { startStack } from "../../local/stack.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { EACH_CHANNEL } from "../support/channels.ts";
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

/** The guide's line that sets a variable of the bootstrap, and a line that prints it. */
function settingOf(variable: string): string {
  const start = `export TF_VAR_${variable}=`;
  const line = block("sh", start)
    .split("\n")
    .find((text) => text.startsWith(start));
  return `${line}\nprintf %s "$TF_VAR_${variable}"`;
}

describe("the guide's handling of keys", () => {
  it("makes JSON of the key that was typed, whatever is in it", async () => {
    const output = await play(settingOf("webhook_keys"), {
      KEY: AWKWARD,
      CHANNEL: "rcs",
    });
    expect(JSON.parse(output)).toEqual({ rcs: { default: [AWKWARD] } });
  });

  it("makes JSON of a service account key's file", async () => {
    const key = { private_key: AWKWARD };
    writeFileSync(join(folder, "key.json"), JSON.stringify(key));
    const script = settingOf("service_account_keys");
    const output = await play(`cd ${folder}\n${script}`, { CHANNEL: "rcs" });
    expect(JSON.parse(output)).toEqual({ rcs: key });
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
      { NEW: AWKWARD, SECRET: "receipts-business-messages-webhook-keys" },
      {
        gcloud: `case "$3 $4" in
          "access latest") echo '{"default": ["old"], "brands/B/agents/A": ["a"]}' ;;
          "add receipts-business-messages-webhook-keys") cat >'${added}' ;;
        esac`,
      },
    );
    expect(JSON.parse(readFileSync(added, "utf8"))).toEqual(expected);
  });

  it.each(EACH_CHANNEL)(
    "shows that the webhook answers a handshake of %s",
    async (CHANNEL) => {
      const stack = await startStack({
        port: 0,
        backend: createEmbeddedInfrastructure(),
        environment: {},
        retentionMicros: MICROS_PER_DAY,
        log: createKeptLog().log,
      });
      try {
        const script = block("sh", "clientToken");
        const WEBHOOK_URL = `${stack.url}/webhook/${CHANNEL}`;
        const output = await play(script, { KEY: "local-key", WEBHOOK_URL });
        expect(output).toBe("it works");
      } finally {
        await stack.close();
      }
    },
  );
});
