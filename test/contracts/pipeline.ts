import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { CHANNELS, headersFor } from "../support/channels.ts";
import { eventually } from "../support/eventually.ts";
import { businessMessages } from "../support/fixtures.ts";
import {
  KEY,
  startStackUnderTest,
  type StackUnderTest,
} from "../support/stack.ts";
import { testPipelineOf } from "./pipeline-of-channel.ts";

interface Entry {
  readonly reason: string;
  readonly source: string;
  readonly kind: string;
  readonly body: unknown;
}

/** What the whole pipeline does over HTTP, whatever it stands on, for every channel. */
export function testPipeline(backend: "embedded" | "emulators"): void {
  let stack: StackUnderTest;
  beforeAll(async () => {
    stack = await startStackUnderTest(backend);
  });
  afterAll(() => stack.close());

  for (const each of CHANNELS) {
    describe(`over ${each.channel.name}`, () => {
      testPipelineOf(each, () => stack);
    });
  }

  it("stores each receipt of a documented payload with several", async () => {
    const payload = businessMessages("read-several");
    expect(await stack.deliver(payload)).toBe(200);
    const conversation = `conversations/${String(payload.conversationId)}`;
    await eventually(async () => {
      expect(
        await stack.state(`${conversation}/messages/5b0cfd62-0001`),
      ).toMatchObject({
        status: "READ",
        readTime: "2024-05-14T09:27:10.000000Z",
        deliveredTime: null,
        deliveredInferred: true,
        customAgentId: "support-desk",
      });
      expect(
        await stack.state(`${conversation}/messages/5b0cfd62-0003`),
      ).toMatchObject({
        status: "DELIVERED",
        deliveredTime: "2024-05-14T09:27:10.000000Z",
        readTime: null,
        deliveredInferred: false,
      });
    });
  });

  it("responds with 404 at the bare /webhook, and names the paths", async () => {
    const payload = JSON.stringify(businessMessages("delivered"));
    const response = await fetch(`${stack.url}/webhook`, {
      method: "POST",
      headers: headersFor(CHANNELS[0]!, payload, KEY),
      body: payload,
    });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("/webhook/rcs");
  });

  it("keeps an agent read event that is malformed, with what is wrong with it", async () => {
    await stack.post("/agent-reads", { reader: "nobody", readTime: "noon" });
    await eventually(async () => {
      const { body } = await stack.get<Entry[]>("/dead-letters");
      expect(body.map(({ reason }) => reason)).toContainEqual(
        expect.stringMatching(/malformed.*message.*readTime/),
      );
    });
  });

  it("is healthy", async () => {
    expect(await stack.get("/healthz")).toEqual({
      status: 200,
      body: { status: "ok" },
    });
  });
}
