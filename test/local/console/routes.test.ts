import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { channels } from "../../../shared/channels/channels.ts";
import { samplesOf } from "../../../local/console/samples.ts";
import {
  startStackUnderTest,
  type StackUnderTest,
} from "../../support/stack.ts";
import { eventually } from "../../support/eventually.ts";

const JSON_TYPE = { "Content-Type": "application/json" };
const DELIVERED = { channel: channels[0].name, sample: "DELIVERED" };

describe("the console's routes", () => {
  let stack: StackUnderTest;
  beforeAll(async () => {
    stack = await startStackUnderTest("embedded");
  });
  afterAll(() => stack.close());

  it.each([
    ["/", "text/html"],
    ["/console/style.css", "text/css"],
    ["/console/icon.svg", "image/svg+xml"],
    ["/console/main.js", "text/javascript"],
  ])("serve %s, which may load nothing from elsewhere", async (path, type) => {
    const response = await fetch(stack.url + path);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain(type);
    const policy = response.headers.get("content-security-policy");
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(policy).not.toContain("unsafe");
    if (type === "text/html")
      expect(text).not.toMatch(/<script[^>]*>[^<]|style=| on\w+=/);
  });

  it.each([
    ["/console/samples", { channel: "nowhere", sample: "READ" }, 400],
    ["/console/samples", { ...DELIVERED, sample: "SHREDDED" }, 400],
    ["/console/samples", [], 400],
    ["/console/faults", { platform: "burning" }, 400],
    ["/console/faults", { bus: "late" }, 400],
    ["/console/nowhere", {}, 404],
  ])("answer POST %s %j with %i", async (path, body, status) => {
    expect(await stack.post(path, body)).toBe(status);
  });

  const SAMPLES = channels.flatMap((channel) =>
    samplesOf(channel).map(({ id }) => [channel.name, id] as const),
  );
  it.each(SAMPLES)("send a sample of %s: %s", async (channel, sample) => {
    const response = await fetch(`${stack.url}/console/samples`, {
      method: "POST",
      headers: JSON_TYPE,
      body: JSON.stringify({ channel, sample }),
    });
    expect(await response.json()).toEqual(
      sample.endsWith("agent-read")
        ? { published: "agent-reads" }
        : { webhook: sample === "forged" ? 401 : 200 },
    );
  });

  it("leave a dead letter of each unusable sample", async () => {
    await eventually(async () => {
      const { body } = await stack.get<{ source: string }[]>("/dead-letters");
      const sources = body.map(({ source }) => source).toSorted();
      expect(sources).toEqual([
        ...channels.map(() => "receiveWebhook"),
        ...channels.map(() => "sendReadReceipt"),
      ]);
    });
  });
});
