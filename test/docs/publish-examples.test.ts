import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { createPubSubBus } from "../../local/emulators/pubsub.ts";
import { AgentReadEvent } from "../../shared/events/agent-read-event.ts";
import { describeOnEmulators } from "../support/emulators.ts";
import { eventually } from "../support/eventually.ts";
import { block } from "./guide.ts";

const PROJECT = `deploy-${randomUUID().slice(0, 8)}`;
const MESSAGE = "conversations/C/messages/M";

describeOnEmulators("the guide's ways to publish an agent read", () => {
  const bus = createPubSubBus(PROJECT, 5000);
  const folder = mkdtempSync(join(tmpdir(), "deploy-"));
  const host = String(process.env.PUBSUB_EMULATOR_HOST);
  const topic = `projects/${PROJECT}/topics/agent-reads`;
  let received: Awaited<ReturnType<typeof bus.record>>;

  beforeAll(async () => {
    await bus.createTopic(topic);
    received = await bus.record(topic);
  });
  afterAll(async () => {
    await bus.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs an example as it stands there, but on the emulator, which asks for no token. */
  async function play(
    command: string,
    args: string[],
    PATH = process.env.PATH,
  ) {
    const before = received.messages().length;
    await promisify(execFile)(command, args, {
      env: {
        ...process.env,
        PROJECT,
        PATH,
        CLOUDSDK_CONFIG: join(folder, "gcloud"),
        CLOUDSDK_AUTH_DISABLE_CREDENTIALS: "true",
        CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB: `http://${host}/`,
        CLOUDSDK_CORE_DISABLE_PROMPTS: "1",
      },
    });
    await eventually(() => {
      expect(received.messages().length).toBe(before + 1);
    });
    const event: unknown = JSON.parse(String(received.messages().at(-1)?.data));
    expect(AgentReadEvent.parse(event).message).toBe(MESSAGE);
  }

  it("gcloud", async () => {
    await play("bash", ["-ec", block("sh", "topics publish agent-reads")]);
  });

  it("curl", async () => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    const gcloud = "#!/bin/sh\necho token\n"; // there is nobody to get a token of
    writeFileSync(join(bin, "gcloud"), gcloud, { mode: 0o755 });
    const script = block("sh", "agent-reads:publish").replace(
      "https://pubsub.googleapis.com",
      `http://${host}`,
    );
    expect(script).toContain(`http://${host}/v1/projects/$PROJECT`);
    const PATH = [bin, process.env.PATH].join(delimiter);
    await play("bash", ["-ec", script.replace("curl -sS", "curl -sSf")], PATH);
  });

  it("Node", async () => {
    // Beside the project's packages, as it would stand beside its own.
    const script = resolve("node_modules", `.deploy-${randomUUID()}.mjs`);
    writeFileSync(script, block("js", "publishMessage"));
    try {
      await play(process.execPath, [script]);
    } finally {
      rmSync(script);
    }
  });

  it("the output of Terraform", async () => {
    const outputs = readFileSync("terraform/outputs.tf", "utf8");
    const [, line = ""] = /=> "(gcloud pubsub.*)"$/m.exec(outputs) ?? [];
    const command = line
      .replace("${module.agent_reads.id}", topic)
      .replace("${channel.example_message}", MESSAGE)
      .replaceAll('\\"', '"');
    await play("bash", ["-ec", command]);
  });
});
