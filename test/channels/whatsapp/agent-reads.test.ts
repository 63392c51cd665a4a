import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { PlatformRequest } from "../../../local/platform/simulator.ts";
import { eventually } from "../../support/eventually.ts";
import type { StackUnderTest } from "../../support/stack.ts";
import { startWhatsAppStack } from "./stack.ts";
import { whatsappUnderTest } from "./under-test.ts";

let stack: StackUnderTest;
beforeAll(async () => {
  stack = await startWhatsAppStack();
});
afterAll(() => stack.close());

const { newConversation, readCall } = whatsappUnderTest;

async function read(message: string): Promise<void> {
  expect(await stack.post("/agent-reads", { message })).toBe(202);
  await eventually(async () => {
    const { agentRead } = await stack.state(message);
    expect(agentRead).toMatchObject({ status: "SENT" });
  });
}

it("tells WhatsApp once that agents read a message, and its neighbours by themselves", async () => {
  const conversation = newConversation();
  const messages = ["wamid.A==", "wamid.B=="].map(
    (id) => `${conversation}/messages/${id}`,
  );
  for (const message of messages) await read(message);
  for (const message of messages) await read(message);
  const { body } = await stack.get<PlatformRequest[]>("/platform/requests");
  const calls = messages.map((message) => ({
    ...readCall(message),
    authorized: true,
  }));
  expect(body).toMatchObject(calls);
});

it("forgets a conversation, and no other user's of the same number", async () => {
  const conversation = newConversation();
  const neighbour = `${conversation}0`;
  for (const name of [conversation, neighbour]) {
    await read(`${name}/messages/wamid.A`);
    const messages = [`${name}/messages/wamid.B`];
    await stack.report(whatsappUnderTest, { type: "READ", messages });
    await eventually(async () => {
      expect((await stack.state(messages[0]!)).status).toBe("READ");
    });
  }
  const forget = async () => {
    const url = `${stack.url}/messages/${conversation}`;
    return (await fetch(url, { method: "DELETE" })).json();
  };
  expect(await forget()).toEqual({ conversation, messages: 2, claims: 1 });
  expect(await forget()).toEqual({ conversation, messages: 0, claims: 0 });
  const left = await stack.get(`/messages/${neighbour}`);
  expect(left.body).toMatchObject({ messages: 2, claims: 1 });
});

it("names no user in its log", () => {
  const lines = JSON.stringify(stack.logLines);
  expect(lines).toContain("Read receipt sent");
  expect(lines).not.toMatch(/users\/|1555|wamid/);
});
