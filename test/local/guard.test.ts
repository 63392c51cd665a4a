import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { channels } from "../../shared/channels/channels.ts";
import { startStackUnderTest, type StackUnderTest } from "../support/stack.ts";

const MESSAGE = "/messages/conversations/c/messages/m";
const SAMPLE = { channel: channels[0].name, sample: "DELIVERED" };
const EVENT = { message: "conversations/c/messages/m" };
const LETTER = { data: "e30=", attributes: {} };
const PUSH = { message: { ...LETTER, messageId: "1" }, subscription: "s" };

describe("the local stack", () => {
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
        response.destroy();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end(method === "POST" ? JSON.stringify(body) : undefined);
    });
  }

  it.each([
    "/",
    "/console/main.js",
    "/console/events",
    MESSAGE,
    "/watch",
    "/stats",
    "/dead-letters",
    "/user-events",
    "/platform/requests",
    "/nowhere",
  ])("answers GET %s under no other name than its own", async (path) => {
    const { port } = new URL(stack.url);
    for (const host of [
      "evil.example",
      `evil.example:${port}`,
      `localhost.evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
    ]) {
      const status = await send(path, "GET", { Host: host });
      expect([host, status]).toEqual([host, 403]);
    }
    const own = await send(path, "GET", { Host: `127.0.0.1:${port}` });
    expect(own).not.toBe(403);
  });

  it.each([
    ["POST", "/console/samples", SAMPLE, 200],
    ["POST", "/console/faults", { platform: "up" }, 204],
    ["POST", "/agent-reads", EVENT, 202],
    ["POST", "/topics/dead-letters", LETTER, 202],
    ["POST", "/platform/failures", { count: 0 }, 200],
    ["POST", "/functions/store-receipt/x", PUSH, 204],
    ["POST", "/functions/send-read-receipt/x", PUSH, 204],
    ["DELETE", "/messages/conversations/c", {}, 200],
    ["DELETE", "/dead-letters/none", {}, 404],
  ])(
    "takes a %s to %s from no other site's page",
    async (method, path, body, good) => {
      const { host } = new URL(stack.url);
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
        const all = { "Content-Type": "application/json", ...headers };
        const answer = await send(path, method, all, body);
        expect([headers, answer]).toEqual([headers, status]);
      }
    },
  );

  it("takes the platform's requests under any name: a tunnel may bring them", async () => {
    const headers = { Host: "tunnel.example" };
    expect(await send("/webhook/rcs", "POST", headers)).toBe(401);
  });
});
