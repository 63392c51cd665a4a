import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { channels } from "../../../shared/channels.ts";
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

  /** fetch() would not send another Host. */
  function send(
    path: string,
    method: string,
    headers: Record<string, string>,
    body: object = {},
  ): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      request(stack.url + path, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end(method === "GET" ? undefined : JSON.stringify(body));
    });
  }
  const ownHost = () => new URL(stack.url).host;

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

  it.each(["/", "/console/main.js", "/console/events"])(
    "refuse %s under another host's name",
    async (path) => {
      const port = new URL(stack.url).port;
      for (const host of [
        "evil.example",
        `evil.example:${port}`,
        `localhost.evil.example:${port}`,
        `127.0.0.1.evil.example:${port}`,
      ]) {
        expect([host, await send(path, "GET", { Host: host })]).toEqual([
          host,
          403,
        ]);
      }
    },
  );

  it.each([
    ["/console/samples", DELIVERED, 200],
    ["/console/faults", { platform: "up" }, 204],
  ])(
    "take a POST to %s from their own page alone",
    async (path, body, good) => {
      const host = ownHost();
      const answers: [Record<string, string>, number][] = [
        [{}, good],
        [{ Origin: `http://${host}`, "Sec-Fetch-Site": "same-origin" }, good],
        [{ Origin: "https://evil.example" }, 403],
        [{ Origin: "null" }, 403],
        [{ Origin: "http://localhost:1" }, 403],
        [{ "Sec-Fetch-Site": "cross-site" }, 403],
        [{ "Sec-Fetch-Site": "same-site" }, 403],
        [{ Host: "evil.example" }, 403],
        [{ Host: "evil.example", Origin: "http://evil.example" }, 403],
      ];
      for (const [headers, status] of answers) {
        const answer = await send(
          path,
          "POST",
          { ...JSON_TYPE, ...headers },
          body,
        );
        expect([headers, answer]).toEqual([headers, status]);
      }
    },
  );

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
