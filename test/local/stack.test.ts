import { request } from "node:http";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createEmbeddedInfrastructure } from "../../local/embedded/infrastructure.ts";
import { findFreePort } from "../../local/free-port.ts";
import { startStack, type Stack } from "../../local/stack.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { describeOnEmulators } from "../support/emulators.ts";
import { eventually } from "../support/eventually.ts";
import { createKeptLog } from "../support/log.ts";
import { receipts, startStackUnderTest } from "../support/stack.ts";

const options = {
  environment: { BUSINESS_MESSAGES_WEBHOOK_KEYS: '{"default": ["k"]}' },
  retentionMicros: MICROS_PER_DAY,
  log: createKeptLog().log,
};

describe("the local stack", () => {
  let stack: Stack | undefined;
  afterEach(() => stack?.close());

  it("answers 503 while it starts", async () => {
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}/healthz`;
    const backend = createEmbeddedInfrastructure();
    const created = Promise.withResolvers<void>();
    const bus = { ...backend.bus, createTopic: () => created.promise };
    const started = startStack({
      ...options,
      port,
      backend: { ...backend, bus },
    });
    const early = await eventually(() => fetch(url));
    expect(early.status).toBe(503);
    expect(early.headers.get("retry-after")).toBe("1");
    created.resolve();
    // The topics of this bus were never made: the start fails and frees the port.
    await expect(started).rejects.toThrow(/There is no topic/);
    await eventually(async () => {
      await expect(fetch(url)).rejects.toThrow();
    });
  });

  it("calls its own platform simulator, whatever the shell's variables say", async () => {
    stack = await startStack({
      ...options,
      port: 0,
      backend: createEmbeddedInfrastructure(),
      environment: {
        ...options.environment,
        BUSINESS_MESSAGES_API_URL: "http://127.0.0.1:1",
      },
    });
    const { url } = stack;
    const body = '{"message": "conversations/c/messages/m"}';
    await fetch(`${url}/agent-reads`, { method: "POST", body });
    await eventually(async () => {
      const requests = await fetch(`${url}/platform/requests`);
      expect(await requests.json()).toHaveLength(1);
    });
  });

  it("takes JSON that comes without a content type", async () => {
    stack = await startStack({
      ...options,
      port: 0,
      backend: createEmbeddedInfrastructure(),
    });
    expect(await postBare(`${stack.url}/agent-reads`, '{"message": "m"}')).toBe(
      202,
    );
    expect(
      await postBare(`${stack.url}/platform/failures`, '{"status": 500}'),
    ).toBe(200);
  });

  it.each([
    ["GET", "/nowhere", 404],
    ["GET", "/messages/conversations/../messages/m", 404],
    ["GET", "/messages/%zz", 400],
    ["POST", "/platform/failures", 400],
  ])("says in JSON what is wrong with %s %s", async (method, path, status) => {
    stack = await startStack({
      ...options,
      port: 0,
      backend: createEmbeddedInfrastructure(),
    });
    const body = method === "POST" ? { body: "{" } : {};
    const response = await fetch(stack.url + path, { method, ...body });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.any(String) });
  });
});

it("lists a dead letter that is nested too deep to be written as JSON", async () => {
  const stack = await startStackUnderTest("embedded");
  const depth = 100_000;
  const body = `{"receipts": {"receipts": [${"[".repeat(depth)}${"]".repeat(depth)}]}}`;
  expect(await stack.deliverText(body)).toBe(200);
  const { status, body: list } = await stack.get("/dead-letters");
  expect({ status, list }).toMatchObject({ status: 200, list: [{ body }] });
  await stack.close();
});

describeOnEmulators("two stacks on the same emulators", () => {
  it("get their own messages", async () => {
    const first = await startStackUnderTest("emulators");
    const second = await startStackUnderTest("emulators");
    try {
      const message = "conversations/c/messages/of-the-first";
      await first.deliver(receipts("READ", [message]));
      await eventually(async () => {
        expect(await first.state(message)).toMatchObject({ status: "READ" });
      });
      expect((await second.get(`/messages/${message}`)).status).toBe(404);
    } finally {
      await first.close();
      await second.close();
    }
  });
});

/** POSTs as a client does that names no content type. */
function postBare(url: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { method: "POST" }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end(body);
  });
}
