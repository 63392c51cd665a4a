import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "@jest/globals";
import type { PlatformRequest } from "../../local/platform/simulator.ts";
import { parseTimestamp } from "../../shared/runtime/timestamp.ts";
import type { ChannelUnderTest } from "../support/channels.ts";
import { eventually } from "../support/eventually.ts";
import { KEY, type StackUnderTest } from "../support/stack.ts";

interface Entry {
  readonly reason: string;
  readonly source: string;
  readonly kind: string;
  readonly body: unknown;
}

/** What the pipeline does for one channel over HTTP: also for a channel that is not in the table. */
export function testPipelineOf(
  of: ChannelUnderTest,
  getStack: () => StackUnderTest,
): void {
  let stack: StackUnderTest;
  beforeAll(() => {
    stack = getStack();
  });
  const { newConversation } = of;
  const requestsFor = async (message: string) => {
    const { body } = await stack.get<PlatformRequest[]>("/platform/requests");
    // By the call: it need not hold the whole name.
    const call = expect.objectContaining(of.readCall(message));
    return body.filter((request) => call.asymmetricMatch(request));
  };

  it("stores a hundred receipts", async () => {
    const conversation = newConversation();
    const messages = Array.from(
      { length: 100 },
      (_, index) => `${conversation}/messages/${index}`,
    );
    expect(await stack.report(of, { type: "DELIVERED", messages })).toBe(200);
    await eventually(async () => {
      const states = await Promise.all(messages.map((m) => stack.state(m)));
      expect(new Set(states.map(({ status }) => status))).toEqual(
        new Set(["DELIVERED"]),
      );
    });
  });

  it("ends READ when the DELIVERED comes after the READ, each of them twice", async () => {
    const message = `${newConversation()}/messages/m`;
    const time = parseTimestamp("2026-01-01T10:00:00Z")!;
    for (const type of ["READ", "DELIVERED", "READ", "DELIVERED"] as const) {
      await stack.report(of, { type, messages: [message], time });
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
    const found = of.channel.parseMessageName(message);
    // One more, after everything is settled: it changes nothing.
    await stack.post("/agent-reads", { message, reader: "late" });
    await eventually(() => {
      const left = stack.logLines.filter(
        ({ message: sentence, fields }) =>
          sentence ===
            "Skipped: another event has claimed or completed this message" &&
          fields.messageName === of.channel.redactedName(found!),
      );
      expect(left.length).toBeGreaterThanOrEqual(3);
    });
    expect(await requestsFor(message)).toMatchObject([
      { ...of.readCall(message), authorized: true },
    ]);
    expect(await stack.state(message)).toMatchObject({ status: null });
  });

  it.each([
    ["answers 500 again and again", { status: 500, count: 5 }, 6],
    ["hangs", { hang: true, count: 1 }, 2],
    ["breaks the connection", { reset: true, count: 1 }, 2],
    ["answers 503, twice", { status: 503, count: 2 }, 3],
    ["refuses the credentials", { status: 401, count: 1 }, 2],
    ["wants no call for long", { status: 429, retryAfter: 26, count: 1 }, 2],
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
    await stack.post("/platform/failures", { status: 403, count: 1 });
    await stack.post("/agent-reads", { message });
    await eventually(async () => {
      expect((await stack.state(message)).agentRead).toMatchObject({
        status: "FAILED",
        httpStatus: 403,
      });
      const { body } = await stack.get<Entry[]>("/dead-letters");
      expect(body).toContainEqual(
        expect.objectContaining({
          reason: expect.stringContaining(
            "The platform answered 403 to ",
          ) as unknown,
          source: "sendReadReceipt",
          body: { message },
        }),
      );
    });
    await stack.post("/agent-reads", { message });
    await eventually(async () => {
      expect((await stack.state(message)).agentRead).toMatchObject({
        status: "SENT",
        httpStatus: null,
      });
    });
  });

  it("keeps an agent read event whose message has no usable name", async () => {
    const message = `${newConversation()}/messages/..`;
    await stack.post("/agent-reads", { message });
    await eventually(async () => {
      const { body } = await stack.get<Entry[]>("/dead-letters");
      expect(body).toContainEqual(
        expect.objectContaining({
          reason: expect.stringMatching(/Expected a name like /) as unknown,
          body: { message },
        }),
      );
    });
  });

  it("keeps an authentic receipt that it can't use, and stores its neighbours", async () => {
    const conversation = newConversation();
    const [good, badId] = [`${conversation}/messages/m`, `__${randomUUID()}__`];
    const bad = `${conversation}/messages/${badId}`;
    await stack.report(of, { type: "READ", messages: [good, bad] });
    await eventually(async () => {
      expect(await stack.state(good)).toMatchObject({ status: "READ" });
      const { body } = await stack.get<Entry[]>("/dead-letters");
      const kept = body.map((entry) => {
        const text = JSON.stringify(entry.body);
        const [, data = ""] = /"data":"([^"]+)"/.exec(text) ?? [];
        return text + Buffer.from(data, "base64").toString();
      });
      expect(kept.filter((text) => text.includes(badId))).toHaveLength(1);
    });
    expect((await stack.get(`/messages/${bad}`)).status).toBe(404);
  });

  it("forwards what is no receipt as it came", async () => {
    const { payload, kind } = of.userEvent;
    expect(await stack.deliver(payload, KEY, of)).toBe(200);
    await eventually(async () => {
      const { body } = await stack.get<Entry[]>("/user-events");
      expect(body).toContainEqual(
        expect.objectContaining({
          kind,
          body: payload,
          attributes: expect.objectContaining({
            "Content-Type": "application/json",
            [of.channel.signatureHeader]: expect.any(String),
          }) as unknown,
        }),
      );
    });
  });

  it("lets nobody in without the key", async () => {
    const message = `${newConversation()}/messages/m`;
    const payloads = of.payloads({ type: "READ", messages: [message] });
    for (const payload of payloads) {
      expect(await stack.deliver(payload, "guess", of)).toBe(401);
    }
    expect((await stack.get(`/messages/${message}`)).status).toBe(404);
  });

  it("reports what the channel can report, and READ outranks all of it", async () => {
    const message = `${newConversation()}/messages/m`;
    for (const type of of.channel.supportedReceiptTypes) {
      expect(await stack.report(of, { type, messages: [message] })).toBe(200);
    }
    const reported = {
      deliveredTime: of.channel.supportedReceiptTypes.includes("DELIVERED"),
      readTime: of.channel.supportedReceiptTypes.includes("READ"),
      expiredTime: of.channel.supportedReceiptTypes.includes("EXPIRED"),
      revokeFailedTime:
        of.channel.supportedReceiptTypes.includes("REVOKE_FAILED"),
    };
    await eventually(async () => {
      const state = await stack.state(message);
      const times = Object.fromEntries(
        Object.keys(reported).map((field) => [
          field,
          state[field as keyof typeof reported] !== null,
        ]),
      );
      expect(times).toEqual(reported);
      expect(state.status).toBe("READ");
    });
  });
}
