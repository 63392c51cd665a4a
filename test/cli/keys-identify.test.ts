import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { sign } from "../functions/receive-webhook/serve-webhook.ts";
import { run } from "../support/run.ts";
import {
  ROTATED_KEYS,
  BUSINESS_MESSAGES_WEBHOOK_KEYS,
} from "../support/secrets.ts";

const AGENT = "brands/B/agents/A";
const OTHER = "brands/B/agents/other";
const { old: OLD, new: NEW } = ROTATED_KEYS;
const LISTS = JSON.stringify({ default: [OLD, NEW], [AGENT]: ["own"] });
const SECRETS = [OLD, NEW, ...Object.values(BUSINESS_MESSAGES_WEBHOOK_KEYS)];

const folder = mkdtempSync(join(tmpdir(), "samples-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

// Bytes that are no UTF-8, so that a body that was read as text no longer fits.
const bodyOf = (agent: string, end = "") =>
  Buffer.concat([
    Buffer.from(`{"agent": "${agent}", "text": "`),
    Buffer.from([0xff, 0xfe]),
    Buffer.from(`"}${end}`),
  ]);
const fingerprint = (key: string) =>
  createHash("sha256").update(key).digest("hex").slice(0, 8);

/** Checks a stored body with a signature by a key. */
async function check(
  body: Buffer,
  signature: string,
  args: readonly string[] = [],
  keys: string | undefined = LISTS,
) {
  const file = join(folder, "body");
  writeFileSync(file, body);
  const given = [
    ...["--channel", "business-messages", "--body", file],
    ...["--signature", signature, ...args],
  ];
  const finished = await run(["cli/main.ts", "keys", "identify", ...given], {
    BUSINESS_MESSAGES_WEBHOOK_KEYS: keys,
  });
  for (const key of SECRETS) {
    expect(finished.stdout + finished.stderr).not.toContain(key);
  }
  expect(finished.stderr).not.toMatch(/^\s+at /m);
  return finished;
}

describe("receipts keys identify", () => {
  it("says which key of which list signed a sample, by its bytes", async () => {
    const body = bodyOf(OTHER);
    const { status, stdout } = await check(body, sign(body, NEW));
    expect(stdout).toBe(
      `Signed with key 2 of 2 of default (fingerprint ${fingerprint(NEW)}), which is valid for requests of ${OTHER}.\n`,
    );
    expect(status).toBe(0);
  });

  it("says it in JSON, too", async () => {
    const body = bodyOf(OTHER);
    const { status, stdout } = await check(body, sign(body, OLD), ["--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      signedBy: {
        agentOrDefault: "default",
        position: 1,
        fingerprint: fingerprint(OLD),
      },
      agent: OTHER,
      keys: [{}, {}, {}],
    });
    expect(status).toBe(0);
  });

  const other = bodyOf(OTHER);
  const own = bodyOf(AGENT);
  it.each([
    [
      "nobody's key",
      other,
      sign(other, "guess"),
      [],
      /^None of the keys \(default: [0-9a-f]{8}, [0-9a-f]{8}; brands\/B\/agents\/A: [0-9a-f]{8}\) signed it/,
    ],
    [
      "a default key, of an agent with keys of its own",
      own,
      sign(own, OLD),
      [],
      /signed with key 1 of 2 of default \(.*\), but that is not valid for requests of brands\/B\/agents\/A: only those of brands\/B\/agents\/A are/,
    ],
    [
      "a default key, asked about an agent with keys of its own",
      other,
      sign(other, OLD),
      ["--agent", AGENT],
      /not valid for requests of brands\/B\/agents\/A/,
    ],
    [
      "a good key, but with a line break behind the body",
      bodyOf(OTHER, "\r\n"),
      sign(other, OLD),
      [],
      /without the line break at the body's end/,
    ],
    ["no signature at all", other, " ", [], /^None of the keys/],
  ])("fails on %s, and says why", async (_, body, signature, args, why) => {
    const { status, stdout, stderr } = await check(body, signature, args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(why);
  });

  it("says that no key is valid where there is no default one", async () => {
    const keys = JSON.stringify({ [AGENT]: [OLD] });
    const { status, stderr } = await check(other, sign(other, OLD), [], keys);
    expect(stderr).toContain("there is no list default.");
    expect(status).toBe(1);
  });

  it.each([
    [
      "are missing",
      "",
      "BUSINESS_MESSAGES_WEBHOOK_KEYS is not set. It is the function's own",
    ],
    [
      "are no JSON",
      "hush",
      "BUSINESS_MESSAGES_WEBHOOK_KEYS is not a JSON object",
    ],
  ])("says how to get keys that %s", async (_, keys, sentence) => {
    const { status, stderr } = await check(other, "s", [], keys);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain("gcloud secrets versions access latest");
    expect(status).toBe(1);
  });

  it("says that the body can't be read", async () => {
    const nowhere = join(folder, "nowhere");
    const args = [
      ...["keys", "identify", "--channel", "business-messages"],
      ...["--body", nowhere, "--signature", "s"],
    ];
    const { status, stderr } = await run(["cli/main.ts", ...args], {
      BUSINESS_MESSAGES_WEBHOOK_KEYS: LISTS,
    });
    expect(stderr).toContain(`can't be read from ${nowhere} (ENOENT)`);
    expect(status).toBe(1);
  });
});
