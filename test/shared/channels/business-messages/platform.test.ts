import { describe, expect, it } from "@jest/globals";
import { NAME, platformAt, serveStandIn } from "./serve-platform.ts";

describe("updateReceipt", () => {
  it("is one authorised PATCH with READ", async () => {
    await using standIn = await serveStandIn();

    const result = await standIn.markRead();

    expect(result).toEqual({ outcome: "SENT" });
    expect(await standIn.requests()).toEqual([
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
    await using standIn = await serveStandIn();
    const platform = platformAt(standIn.url + end);

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
    await using standIn = await serveStandIn();
    const conversation = `conversations/${id}`;
    const message = `${conversation}/messages/${id}`;

    await platformAt(standIn.url).markRead(
      { message, conversation },
      undefined,
    );

    expect((await standIn.requests()).map(({ path }) => path)).toEqual([
      `/v1/conversations/${encoded}/messages/${encoded}/receipt`,
    ]);
  });
});
