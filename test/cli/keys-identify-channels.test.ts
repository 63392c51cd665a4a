import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { EACH_CHANNEL, headersFor } from "../support/channels.ts";
import { run } from "../support/run.ts";
import { ROTATED_KEYS, STACK_KEY } from "../support/secrets.ts";

const folder = mkdtempSync(join(tmpdir(), "samples-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(EACH_CHANNEL)(
  "receipts keys identify --channel %s",
  (name, of) => {
    const { signatureHeader, simulator, supportedReceiptTypes } = of.channel;
    const messages = [`${of.newConversation()}/messages/m`];
    const [payload] = of.payloads({
      type: supportedReceiptTypes[0]!,
      messages,
    });
    // Not as JSON.stringify writes it, as what a platform posts need not be either.
    const body = JSON.stringify(payload, null, 1);
    const signature = headersFor(of, body, STACK_KEY)[signatureHeader]!;

    async function check(key: string, environment?: Record<string, string>) {
      const file = join(folder, name);
      writeFileSync(file, body);
      const finished = await run(
        [
          ...["cli/main.ts", "keys", "identify", "--channel", name],
          ...["--body", file, "--signature", signature],
        ],
        environment ??
          (simulator.webhookVariables(key) as Record<string, string>),
      );
      expect(finished.stdout + finished.stderr).not.toContain(key);
      return finished;
    }

    it("says which key signed a sample, and of which agent it is", async () => {
      const { status, stdout } = await check(STACK_KEY);
      expect(stdout).toMatch(/^Signed with key 1 of 1 of default \(/);
      expect(stdout).toContain(`valid for requests of ${of.agent}.`);
      expect(status).toBe(0);
    });

    it("fails on a key that did not sign it", async () => {
      const { status, stderr } = await check(ROTATED_KEYS.new);
      expect(stderr).toMatch(
        /^None of the keys \(default: [0-9a-f]{8}\) signed/,
      );
      expect(status).toBe(1);
    });

    it("names the channel's own variable if it is missing", async () => {
      const [variable = ""] = Object.keys(
        simulator.webhookVariables(STACK_KEY),
      );
      const { status, stderr } = await check(STACK_KEY, { [variable]: "" });
      const secret = `receipts-${variable.toLowerCase().replaceAll("_", "-")}`;
      expect(stderr).toContain(`${variable} is not set.`);
      expect(stderr).toContain(`access latest --secret=${secret})`);
      expect(status).toBe(1);
    });
  },
);
