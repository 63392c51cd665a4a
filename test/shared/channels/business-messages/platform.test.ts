import { describe, expect, it } from "@jest/globals";
import { googleChannel } from "../google/channels.ts";
import { platformAt, serveSimulator } from "../google/serve-platform.ts";

const of = googleChannel("business-messages");
const NAME = {
  message: "conversations/c/messages/m",
  conversation: "conversations/c",
};

describe("updateReceipt", () => {
  it("is one authorised PATCH with READ", async () => {
    await using simulator = await serveSimulator(of);

    const result = await simulator.markRead(5000, NAME);

    expect(result).toEqual({ outcome: "SENT" });
    expect(await simulator.requests()).toEqual([
      {
        method: "PATCH",
        path: "/v1/conversations/c/messages/m/receipt",
        body: { receiptType: "READ" },
        message: "conversations/c/messages/m",
        authorized: true,
        time: expect.any(String),
      },
    ]);
  });

  it.each(["/", "//"])("takes a base URL that ends in %s", async (end) => {
    await using simulator = await serveSimulator(of);
    const platform = platformAt(of, simulator.url + end);

    expect(await platform.markRead(NAME, undefined)).toEqual({
      outcome: "SENT",
    });
  });

  it.each([
    ["a b", "a%20b"],
    ["a?b=c", "a%3Fb%3Dc"],
    ["a#b", "a%23b"],
    ["%2e%2e", "%252e%252e"],
    ["a%2Fb", "a%252Fb"],
    ["a\\b", "a%5Cb"],
    ["é", "%C3%A9"],
  ])("encodes the id %j as %s", async (id, encoded) => {
    await using simulator = await serveSimulator(of);
    const conversation = `conversations/${id}`;
    const message = `${conversation}/messages/${id}`;

    await platformAt(of, simulator.url).markRead(
      { message, conversation },
      undefined,
    );

    expect((await simulator.requests()).map(({ path }) => path)).toEqual([
      `/v1/conversations/${encoded}/messages/${encoded}/receipt`,
    ]);
  });
});
