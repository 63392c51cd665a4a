import type { IncomingMessage } from "node:http";
import { afterEach, beforeEach, expect, it, jest } from "@jest/globals";
import { sanitizePath } from "../../../functions/receive-webhook/sanitize-path.ts";
import { keepOutput } from "../../support/output.ts";
import { start } from "../../support/run.ts";
import { serveFunction } from "../../support/serve-function.ts";
import { eventually } from "../../support/eventually.ts";

beforeEach(() => {
  // Express prints errors to the console everywhere but in tests.
  jest.replaceProperty(process.env, "NODE_ENV", "production");
});
afterEach(() => {
  jest.restoreAllMocks();
});

it.each(["/%", "/a%2", "/%ff", "/%c0%ae", "/a?b=%"])(
  "lets %s reach the function, and prints nothing",
  async (path) => {
    const output = keepOutput();
    await using served = await serveFunction(
      (_, response) => void response.status(204).end(),
      sanitizePath,
    );

    expect((await fetch(served.url + path)).status).toBe(204);
    expect(output()).toBe("");
  },
);

it.each(["/", "/webhook", "/a%20b", "/%C3%A9?x=1", "/webhook/rcs?%"])(
  "leaves %s",
  (url) => {
    const request = { url } as IncomingMessage;
    sanitizePath(request);
    expect(request.url).toBe(url);
  },
);

it("makes no other path of one that can't be decoded than one that is no channel's", () => {
  const request = { url: "/webhook/rcs/%?x=1" } as IncomingMessage;
  sanitizePath(request);
  expect(request.url).toBe("/%25");
});

it("is done for every request to the deployed function", async () => {
  const topic = (id: string) => `projects/p/topics/${id}`;
  // Listens as functions-framework's command does, but on a free port, which it tells.
  const program = `
    const { getTestServer } = await import("@google-cloud/functions-framework/testing");
    await import("./functions/receive-webhook/index.ts");
    const server = getTestServer("receiveWebhook").listen(0, "127.0.0.1", () => {
      console.log(JSON.stringify({ port: server.address().port }));
    });`;
  const running = start(["--input-type=module", "-e", program], {
    NODE_ENV: "production",
    GOOGLE_CLOUD_PROJECT: "p",
    CHANNELS: "business-messages",
    BUSINESS_MESSAGES_WEBHOOK_KEYS: JSON.stringify({ default: ["key"] }),
    RECEIPTS_TOPIC: topic("receipts"),
    USER_EVENTS_TOPIC: topic("user-events"),
    DEAD_LETTERS_TOPIC: topic("dead-letters"),
  });
  try {
    const { port } = await eventually(
      () => JSON.parse(running.output()) as { port: number },
    );

    const { status } = await fetch(`http://127.0.0.1:${port}/%`);

    expect(status).toBe(404);
    const lines = await eventually(() => {
      const [, ...printed] = running.output().trimEnd().split("\n");
      expect(printed).not.toEqual([]);
      return printed.map((line) => JSON.parse(line) as unknown);
    });
    expect(lines).toEqual([
      expect.objectContaining({ severity: "WARNING", status: 404 }),
    ]);
  } finally {
    running.child.kill();
  }
});
