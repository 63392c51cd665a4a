import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { businessMessages as channel } from "../../../../shared/channels/business-messages/channel.ts";

const { simulator } = channel;

describe("samples", () => {
  const options = {
    messages: undefined,
    count: 3,
    receiptType: "READ",
    agent: undefined,
    key: "k",
    time: 1_000_000,
  } as const;

  it("are one payload of several receipts", () => {
    const samples = simulator.createSamples(options);
    expect(samples.map(({ messages }) => messages.length)).toEqual([3]);
  });

  it("name the conversation, as the platform does", () => {
    const id = randomUUID();
    const messages = [`conversations/${id}/messages/M`];
    const [sample] = simulator.createSamples({ ...options, messages });
    expect(JSON.parse(sample!.body)).toHaveProperty("conversationId", id);
  });
});

describe("the simulated platform API", () => {
  const call = {
    method: "PATCH",
    path: "/v1/conversations/C/messages/M/receipt",
    body: { receiptType: "READ" },
  };

  it("responds with the receipt, as the platform writes it", () => {
    expect(simulator.handleCall(call)).toEqual({
      status: 200,
      body: {
        name: "conversations/C/messages/M/receipt",
        receiptType: "READ",
      },
      message: "conversations/C/messages/M",
    });
  });

  it.each([
    ["another type", { body: { receiptType: "DELIVERED" } }],
    ["more in the body", { body: { receiptType: "READ", x: 1 } }],
    ["no JSON", { body: "READ" }],
    ["malformed percent signs", { path: call.path.replace("M", "%") }],
  ])("responds with 400 to a call with %s", (_, change) => {
    const answer = simulator.handleCall({ ...call, ...change });
    expect(answer).toEqual({ status: 400, body: {} });
  });

  it.each([
    ["another method", { method: "POST" }],
    ["a query", { path: `${call.path}?x=1` }],
    ["another method of the API", { path: "/v1/conversations/C/messages" }],
  ])("has no response to %s", (_, change) => {
    expect(simulator.handleCall({ ...call, ...change })).toBeUndefined();
  });
});
