import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { PlatformRequest } from "../../local/platform/stand-in.ts";
import { parseTimestamp } from "../../shared/timestamp.ts";
import { eventually } from "../support/eventually.ts";
import { businessMessages } from "../support/fixtures.ts";
import {
  receipts,
  startStackUnderTest,
  type StackUnderTest,
} from "../support/stack.ts";

interface Entry {
  readonly reason: string;
  readonly source: string;
  readonly kind: string;
  readonly body: unknown;
}

/** What the whole pipeline does over HTTP, whatever it stands on. */
export function testPipeline(backend: "embedded" | "emulators"): void {
  let stack: StackUnderTest;
  beforeAll(async () => {
    stack = await startStackUnderTest(backend);
  });
  afterAll(() => stack.close());

  const newConversation = () => `conversations/${randomUUID()}`;
  const requestsFor = async (message: string) => {
    const { body } = await stack.get<PlatformRequest[]>("/platform/requests");
    return body.filter(({ path }) => path === `/v1/${message}/receipt`);
  };

  it("stores each receipt of a documented payload", async () => {
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

  it("stores a hundred receipts of one payload", async () => {
    const conversation = newConversation();
    const messages = Array.from(
      { length: 100 },
      (_, index) => `${conversation}/messages/${index}`,
    );
    expect(await stack.deliver(receipts("DELIVERED", messages))).toBe(200);
    await eventually(async () => {
      const states = await Promise.all(messages.map((m) => stack.state(m)));
      expect(new Set(states.map(({ status }) => status))).toEqual(
        new Set(["DELIVERED"]),
      );
    });
  });

  it("ends READ when the DELIVERED comes after the READ, each of them twice", async () => {
    const message = `${newConversation()}/messages/m`;
    const time = parseTimestamp("2026-01-01T10:00:00Z");
    for (const type of ["READ", "DELIVERED", "READ", "DELIVERED"] as const) {
      await stack.deliver(receipts(type, [message], time));
    }
    await eventually(async () => {
      expect(await stack.state(message)).toMatchObject({
        status: "READ",
        deliveredInferred: false,
        deliveredTime: "2026-01-01T10:00:00.000000Z",
      });
    });
  });

  it("tells the platform once, however many agents read a message", async () => {
    const message = `${newConversation()}/messages/from-the-user`;
    for (const reader of ["ada", "bob", "a bot"]) {
      expect(await stack.post("/agent-reads", { message, reader })).toBe(202);
    }
    await eventually(async () => {
      expect((await stack.state(message)).agentRead).toMatchObject({
        status: "SENT",
      });
    });
    // One more, after everything is settled: it changes nothing.
    await stack.post("/agent-reads", { message, reader: "late" });
    await eventually(() => {
      const left = stack.logLines.filter(
        ({ message: sentence, fields }) =>
          sentence === "Left a message to another event." &&
          fields.messageName === message,
      );
      expect(left.length).toBeGreaterThanOrEqual(3);
    });
    expect(await requestsFor(message)).toMatchObject([
      {
        method: "PATCH",
        path: `/v1/${message}/receipt`,
        body: { receiptType: "READ" },
        authorized: true,
      },
    ]);
    expect(await stack.state(message)).toMatchObject({ status: null });
  });

  it.each([
    ["answers 500 again and again", { status: 500, times: 5 }, 6],
    ["hangs", { hang: true, times: 1 }, 2],
    ["breaks the connection", { reset: true, times: 1 }, 2],
    ["asks to stop, twice", { status: 503, times: 2 }, 3],
    ["refuses the credentials", { status: 401, times: 1 }, 2],
    ["wants no call for long", { status: 429, retryAfter: 26, times: 1 }, 2],
  ])(
    "tells the platform in the end when it %s",
    async (_, failure, requests) => {
      const message = `${newConversation()}/messages/from-the-user`;
      expect(await stack.post("/platform/failures", failure)).toBe(200);
      await stack.post("/agent-reads", { message });
      await eventually(async () => {
        expect((await stack.state(message)).agentRead).toMatchObject({
          status: "SENT",
        });
      });
      expect(await requestsFor(message)).toHaveLength(requests);
      const { body } = await stack.get("/dead-letters");
      expect(JSON.stringify(body)).not.toContain(message);
    },
  );

  it("notes what the platform refuses, keeps it, and tries again at a later event", async () => {
    const message = `${newConversation()}/messages/from-the-user`;
    await stack.post("/platform/failures", { status: 403, times: 1 });
    await stack.post("/agent-reads", { message });
    await eventually(async () => {
      expect((await stack.state(message)).agentRead).toMatchObject({
        status: "FAILED",
        code: 403,
      });
      const { body } = await stack.get<Entry[]>("/dead-letters");
      expect(body).toContainEqual(
        expect.objectContaining({
          reason: "The platform answered 403 to updateReceipt.",
          source: "sendReadReceipt",
          body: { message },
        }),
      );
    });
    await stack.post("/agent-reads", { message });
    await eventually(async () => {
      expect((await stack.state(message)).agentRead).toMatchObject({
        status: "SENT",
        code: null,
      });
    });
  });

  it("keeps an agent read event that is malformed, with what is wrong with it", async () => {
    const message = "conversations/../messages/x";
    await stack.post("/agent-reads", { message });
    await stack.post("/agent-reads", { reader: "nobody", readTime: "noon" });
    await eventually(async () => {
      const { body } = await stack.get<Entry[]>("/dead-letters");
      expect(body.map(({ reason }) => reason)).toEqual(
        expect.arrayContaining([
          "The event's message is not a usable name, such as conversations/C/messages/M.",
          expect.stringMatching(/malformed.*message.*readTime/),
        ]),
      );
    });
  });

  it("keeps an authentic receipt that it can't use, and stores its neighbours", async () => {
    const [good, bad] = [newConversation(), newConversation()].map(
      (conversation) => `${conversation}/messages/m`,
    );
    await stack.deliver(receipts("READ", [good!, bad!]));
    await eventually(async () => {
      expect(await stack.state(good!)).toMatchObject({ status: "READ" });
      const { body } = await stack.get<Entry[]>("/dead-letters");
      expect(JSON.stringify(body)).toContain(bad);
    });
    expect((await stack.get(`/messages/${bad}`)).status).toBe(404);
  });

  it("forwards what is no receipt as it came", async () => {
    const payload = businessMessages("message");
    expect(await stack.deliver(payload)).toBe(200);
    await eventually(async () => {
      const { body } = await stack.get<Entry[]>("/user-events");
      expect(body).toContainEqual(
        expect.objectContaining({
          kind: "message",
          body: payload,
          attributes: expect.objectContaining({
            "Content-Type": "application/json",
            "X-Goog-Signature": expect.any(String),
          }) as unknown,
        }),
      );
    });
  });

  it("lets nobody in without the key", async () => {
    const message = `${newConversation()}/messages/m`;
    expect(await stack.deliver(receipts("READ", [message]), "guess")).toBe(401);
    expect((await stack.get(`/messages/${message}`)).status).toBe(404);
  });

  it("is healthy", async () => {
    expect(await stack.get("/healthz")).toEqual({
      status: 200,
      body: { status: "ok" },
    });
  });
}
