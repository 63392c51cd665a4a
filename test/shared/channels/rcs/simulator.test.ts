import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import type { PlatformCall } from "../../../../shared/channels/channel.ts";
import { rcs as channel } from "../../../../shared/channels/rcs/channel.ts";

const { simulator } = channel;
const EVENT_ID = randomUUID();
const call: PlatformCall = {
  method: "POST",
  path: `/v1/phones/%2B15551234567/agentEvents?eventId=${EVENT_ID}&agentId=A`,
  body: { eventType: "READ", messageId: "M" },
};

describe("the simulated platform API", () => {
  it("responds with the agent event, as the platform writes it", () => {
    expect(simulator.handleCall(call)).toEqual({
      status: 200,
      body: {
        name: `phones/+15551234567/agentEvents/${EVENT_ID}`,
        eventType: "READ",
        messageId: "M",
      },
      message: "agents/A/phones/+15551234567/messages/M",
    });
  });

  const path = (query: string, phone = "%2B15551234567") =>
    `/v1/phones/${phone}/agentEvents?${query}`;
  it.each<[string, Partial<PlatformCall>]>([
    ["no id", { path: path("agentId=A") }],
    ["an id that is no UUID", { path: path("eventId=1&agentId=A") }],
    ["no agent", { path: path(`eventId=${EVENT_ID}`) }],
    ["more in the query", { path: `${call.path}&x=1` }],
    [
      "no phone number",
      { path: path(`eventId=${EVENT_ID}&agentId=A`, "1555") },
    ],
    ["another type", { body: { eventType: "SEEN", messageId: "M" } }],
    ["no message", { body: { eventType: "READ" } }],
    ["an empty message", { body: { eventType: "READ", messageId: "" } }],
    ["more in the body", { body: { ...(call.body as object), x: 1 } }],
    ["no JSON", { body: "READ" }],
  ])("responds with 400 to a call with %s", (_, change) => {
    expect(simulator.handleCall({ ...call, ...change })).toEqual({
      status: 400,
      body: {},
    });
  });

  it.each<[string, Partial<PlatformCall>]>([
    ["another method", { method: "PATCH" }],
    ["no query", { path: "/v1/phones/%2B15551234567/agentEvents" }],
    ["another version", { path: call.path.replace("v1", "v2") }],
    [
      "another method of the API",
      { path: call.path.replace("Events", "Messages") },
    ],
    [
      "another channel's path",
      { path: "/v1/conversations/C/messages/M/receipt" },
    ],
  ])("has no response to %s", (_, change) => {
    expect(simulator.handleCall({ ...call, ...change })).toBeUndefined();
  });

  it.each(["%", "%ff"])("responds with 400 to a phone number %s", (phone) => {
    const odd = path(`eventId=${EVENT_ID}&agentId=A`, phone);
    expect(simulator.handleCall({ ...call, path: odd })?.status).toBe(400);
  });
});

describe("samples", () => {
  const options = {
    messages: undefined,
    count: 3,
    receiptType: "READ",
    agent: undefined,
    key: "k",
    time: 1_000_000,
  } as const;

  it("come one by one, as the platform's events do", () => {
    const samples = simulator.createSamples(options);
    expect(samples.map(({ messages }) => messages.length)).toEqual([1, 1, 1]);
  });

  it.each([
    ["DELIVERED", "senderPhoneNumber"],
    ["READ", "senderPhoneNumber"],
    ["EXPIRED", "phoneNumber"],
    ["REVOKE_FAILED", "phoneNumber"],
  ] as const)(
    "have the phone number where the platform has it: %s in %s",
    (receiptType, field) => {
      const messages = ["agents/A/phones/+15557654321/messages/M"];
      const [sample] = simulator.createSamples({
        ...options,
        messages,
        receiptType,
      });
      const { message } = JSON.parse(sample!.body) as {
        message: { data: string };
      };
      const event = JSON.parse(
        Buffer.from(message.data, "base64").toString(),
      ) as object;
      expect(event).toHaveProperty(field, "+15557654321");
      expect(Object.keys(event).filter((key) => /phone/i.test(key))).toEqual([
        field,
      ]);
    },
  );
});
