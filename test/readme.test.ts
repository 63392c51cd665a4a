import { execFile, spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createEmbeddedInfrastructure } from "../local/embedded/infrastructure.ts";
import { startStack, type Stack } from "../local/stack.ts";
import { MICROS_PER_DAY } from "../shared/runtime/timestamp.ts";
import { eventually } from "./support/eventually.ts";
import { createKeptLog } from "./support/log.ts";

const readme = readFileSync("README.md", "utf8");
const examples = [...readme.matchAll(/```sh\n(.*?)```/gs)].map(
  ([, example]) => example ?? "",
);

const missing = ["bash", "curl", "openssl"].filter(
  (command) => spawnSync(command, ["--version"]).error !== undefined,
);
const describeExamples =
  missing.length === 0
    ? (tests: () => void) => describe("the README's examples", tests)
    : (tests: () => void) =>
        describe.skip(
          `the README's examples (skipped: this machine lacks ${missing.join(", ")})`,
          tests,
        );

describeExamples(() => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      port: 0,
      backend: createEmbeddedInfrastructure(),
      environment: {},
      retentionMicros: 90 * MICROS_PER_DAY,
      log: createKeptLog().log,
    });
  });
  afterAll(() => stack.close());

  /** Runs an example as it stands there, but against this test's own stack. */
  async function play(example: string): Promise<string> {
    const url = `--url ${stack.url}`;
    const script = example
      .replaceAll("http://localhost:8080", stack.url)
      .replace(/(receipts -- send.*)/g, `$1 ${url}/webhook`)
      .replace(
        /(receipts -- (show|dead-letters|stats|delete-conversation).*)/g,
        `$1 ${url}`,
      );
    const { stdout } = await promisify(execFile)("bash", ["-ec", script]);
    return stdout;
  }
  const example = (start: string) => {
    const found = examples.find((text) => text.includes(start));
    if (!found) throw new Error(`The README has no example with ${start}.`);
    return found;
  };

  it("has the examples that are played here, and no others", () => {
    expect(examples).toHaveLength(8);
  });

  it("sends two receipts", async () => {
    const output = await play(example("--count 2"));
    expect(output).toContain("The webhook took 2 DELIVERED");
  });

  it("shows a message that was read", async () => {
    await eventually(async () => {
      const output = await play(example("send --read"));
      expect(output).toMatch(/status +read\n/);
      expect(output).toContain('"status": "READ"');
    });
  });

  it("shows a message of the other channel that expired and was read", async () => {
    await eventually(async () => {
      const output = await play(example("phones/+15551234567"));
      expect(output).toContain("The webhook took 1 EXPIRED");
      expect(output).toMatch(/status +read\n/);
    });
  });

  it("tells the platform of an agent's read although it fails twice", async () => {
    await play(example("/platform/failures"));
    await eventually(async () => {
      const requests = await fetch(`${stack.url}/platform/requests`);
      expect(await requests.json()).toHaveLength(3);
    });
  });

  it("lists user events and dead letters", async () => {
    await play(example("openssl").replace("DELIVERED", "EXPLODED"));
    await eventually(async () => {
      const output = await play(example("dead-letters list"));
      expect(output).toMatch(/^\[\]\n.*neither DELIVERED nor READ/s);
    });
  });

  it("counts what was delivered and read", async () => {
    const output = await play(example("receipts -- stats"));
    // Of what the examples before sent.
    expect(output).toMatch(/^total +[1-9]\d* +[1-9]\d* +\d+ % +█/m);
    expect(output).toContain("business-messages");
    expect(output).toContain("users may switch read receipts off");
  });

  it("forgets a conversation", async () => {
    const path = "/messages/conversations/C/messages/M";
    await eventually(async () => {
      expect((await fetch(stack.url + path)).status).toBe(200);
    });
    const output = await play(example("receipts -- delete-conversation"));
    expect(output).toContain("conversations/C");
    expect((await fetch(stack.url + path)).status).toBe(404);
  });

  it("signs a request by hand", async () => {
    await play(example("openssl"));
    await eventually(async () => {
      const path = "/messages/conversations/C/messages/N";
      expect((await fetch(stack.url + path)).status).toBe(200);
    });
  });
});

describe("README", () => {
  it("describes every variable that the code reads", () => {
    const code = globSync(["functions/**/*.ts", "shared/**/*.ts"])
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    const variables = [
      ...code.matchAll(/^ +(CHANNELS|[A-Z]+(?:_[A-Z]+)+): (?!["\d])/gm),
    ].map(([, name]) => name ?? "");
    expect(variables).toContain("BUSINESS_MESSAGES_WEBHOOK_KEYS");
    for (const name of variables) {
      expect(readme).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, "m"));
    }
  });

  it("shows the settings of the minimal example, whole", () => {
    const [, settings = ""] = /```hcl\n(.*?)```/s.exec(readme) ?? [];
    const example = readFileSync("terraform/examples/minimal/main.tf", "utf8");
    const [, module = ""] = /"\.\.\/\.\."\n\n(.*?)\n\}/s.exec(example) ?? [];
    expect(settings.trim()).toBe(module.replaceAll(/^ +/gm, ""));
    expect(settings).toContain("project_id");
  });

  it("links to files that exist", () => {
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(
      ([, path]) => path ?? "",
    );
    for (const path of links) expect(globSync(path)).toEqual([path]);
  });
});
