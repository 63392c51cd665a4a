import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { StackUnderTest } from "../../support/stack.ts";
import { eventually } from "../../support/eventually.ts";
import { whatsapp } from "./channel.ts";
import { startWhatsAppStack } from "./stack.ts";
import { status } from "./statuses.ts";
import { inPayload, whatsappUnderTest } from "./under-test.ts";

interface Entry {
  readonly reason: string;
  readonly kind: string;
  readonly body: unknown;
}

let stack: StackUnderTest;
beforeAll(async () => {
  stack = await startWhatsAppStack();
});
afterAll(() => stack.close());

/** A new conversation, and what its names are made of. */
function converse() {
  const conversation = whatsappUnderTest.newConversation();
  const [, agent = "", , user = ""] = conversation.split("/");
  return { conversation, agent, user };
}

describe("WhatsApp's statuses", () => {
  it("become one receipt each, of whatever messages they are", async () => {
    const { conversation, agent, user } = converse();
    const other = `phone-numbers/${agent}/users/15557654321`;
    const statuses = [
      status("wamid.A==", "delivered", user),
      status("wamid.A==", "read", user),
      status("wamid.B==", "delivered", user),
      status("wamid.A==", "read", "15557654321"),
    ];
    expect(await stack.deliver(inPayload(agent, { statuses }))).toBe(200);
    await eventually(async () => {
      const time = "2023-11-14T22:13:20.000000Z";
      const a = await stack.state(`${conversation}/messages/wamid.A==`);
      const b = await stack.state(`${conversation}/messages/wamid.B==`);
      const c = await stack.state(`${other}/messages/wamid.A==`);
      expect([a, b, c]).toMatchObject([
        { status: "READ", deliveredTime: time, readTime: time, agent },
        { status: "DELIVERED", deliveredTime: time, readTime: null },
        { status: "READ", deliveredTime: null, deliveredInferred: true },
      ]);
    });
    const [line] = stack.logLines.filter(
      ({ message, fields }) =>
        message === "Payload queued" && fields.agent === agent,
    );
    expect(line?.fields).toMatchObject({ receiptCount: 4, unusableCount: 0 });
  });

  it("stay READ when the DELIVERED comes later", async () => {
    const { conversation, agent, user } = converse();
    for (const word of ["read", "delivered"]) {
      const statuses = [status("wamid.A", word, user)];
      await stack.deliver(inPayload(agent, { statuses }));
    }
    await eventually(async () => {
      const state = await stack.state(`${conversation}/messages/wamid.A`);
      expect(state).toMatchObject({ status: "READ", deliveredInferred: false });
    });
  });

  it.each(["sent", "failed", "played"])(
    "are no receipt, but an event for the agent, when they are %j",
    async (word) => {
      const { conversation, agent, user } = converse();
      const payload = inPayload(agent, {
        statuses: [status("wamid.A", word, user)],
      });
      expect(await stack.deliver(payload)).toBe(200);
      await eventually(async () => {
        const { body } = await stack.get<Entry[]>("/user-events");
        expect(body).toContainEqual(
          expect.objectContaining({ kind: "status", agent, body: payload }),
        );
      });
      const path = `/messages/${conversation}/messages/wamid.A`;
      expect((await stack.get(path)).status).toBe(404);
    },
  );

  it("are kept with a reason when an id is bad, and can be read again", async () => {
    const { conversation, agent, user } = converse();
    const bad = status("a/b", "read", user);
    const statuses = [bad, status("wamid.A", "read", user)];
    expect(await stack.deliver(inPayload(agent, { statuses }))).toBe(200);
    const letter = await eventually(async () => {
      const good = await stack.state(`${conversation}/messages/wamid.A`);
      expect(good.status).toBe("READ");
      const { body } = await stack.get<Entry[]>("/dead-letters");
      const kept = body.filter((entry) => JSON.stringify(entry).includes(user));
      expect(kept).toHaveLength(1);
      return kept[0]!;
    });
    expect(letter.reason).toMatch(/^A status has no usable id/);
    const rawBody = Buffer.from(JSON.stringify(letter.body));
    expect(whatsapp.parse({ rawBody, body: letter.body }, 0)).toEqual({
      agent,
      receipts: [],
      unusable: [{ reason: letter.reason, original: rawBody }],
      userEventKind: undefined,
    });
  });

  it("come with a user's message, which goes to user-events as it came", async () => {
    const { conversation, agent, user } = converse();
    const text = { body: "hi" };
    const payload = inPayload(agent, {
      statuses: [status("wamid.A", "read", user)],
      messages: [{ from: user, id: "wamid.Y", type: "text", text }],
    });
    expect(await stack.deliver(payload)).toBe(200);
    await eventually(async () => {
      const { body } = await stack.get<Entry[]>("/user-events");
      expect(body).toContainEqual(
        expect.objectContaining({ kind: "message", agent, body: payload }),
      );
      const state = await stack.state(`${conversation}/messages/wamid.A`);
      expect(state.status).toBe("READ");
    });
  });
});
