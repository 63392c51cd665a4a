import { describe, expect, it } from "@jest/globals";
import {
  CHANNELS,
  EACH_CHANNEL,
  type ChannelUnderTest,
} from "../../support/channels.ts";
import { STACK_KEY } from "../../support/secrets.ts";
import { serveChannels } from "./serve-channels.ts";

const delivered = ({ payloads, newConversation }: ChannelUnderTest) =>
  payloads({
    type: "DELIVERED",
    messages: [`${newConversation()}/messages/m`],
  })[0]!;

describe.each(EACH_CHANNEL)("%s", (name, of) => {
  const others = CHANNELS.filter((each) => each !== of);

  it.each([
    `/webhook/${name}`,
    `/webhook/${name}/`,
    `/webhook/${name}?a=b/c`,
    `/webhook/${name}?`,
  ])("is served at %s", async (path) => {
    await using webhook = await serveChannels(CHANNELS);

    expect((await webhook.post(of, path, delivered(of))).status).toBe(200);
    expect(webhook.lines).toMatchObject([
      { severity: "INFO", fields: { channel: name, receiptCount: 1 } },
    ]);
  });

  it("is refused at another channel's path, although it is signed with that one's key", async () => {
    await using webhook = await serveChannels(CHANNELS);

    for (const { channel } of others) {
      const path = `/webhook/${channel.name}`;
      expect((await webhook.post(of, path, delivered(of))).status).toBe(401);
      expect(webhook.lines.at(-1)).toMatchObject({
        severity: "WARNING",
        message: "Request rejected: invalid signature",
        fields: { channel: channel.name },
      });
    }
    expect(webhook.publisher.calls).toEqual([]);
  });

  it("can be the only one, so that the paths of the others get 404", async () => {
    await using webhook = await serveChannels([of]);

    const own = `/webhook/${name}`;
    expect((await webhook.post(of, own, delivered(of))).status).toBe(200);
    for (const other of others) {
      const path = `/webhook/${other.channel.name}`;
      const answer = await webhook.post(other, path, delivered(other));
      expect(answer.status).toBe(404);
    }
  });

  it("does its handshake at its own path", async () => {
    await using webhook = await serveChannels(CHANNELS);
    const body = JSON.stringify({ clientToken: STACK_KEY, secret: "7" });

    const answer = await webhook.send(`/webhook/${name}`, body, {});

    expect([answer.status, await answer.text()]).toEqual([200, "7"]);
    expect(webhook.lines).toMatchObject([{ fields: { channel: name } }]);
  });
});

describe("a path of no channel", () => {
  const of = CHANNELS[0]!;
  const { channel } = of;

  it.each([
    "/",
    "/?a=b",
    "/webhook",
    "/webhook/",
    "/webhook?a=/x/y",
    `/${channel.name}`,
    `/${channel.name}/`,
    "/telegram",
    "/webhook/telegram",
    `/webhook/${channel.name}/more`,
    `/${channel.name}/more`,
    `/more/${channel.name}`,
    `/webhook/${channel.name.toUpperCase()}`,
    `/webhook/${channel.name}%20`,
    `/webhook/%${channel.name.charCodeAt(0).toString(16)}${channel.name.slice(1)}`,
    "/webhook/webhook",
    "/webhook/constructor",
    "/webhook//",
    "//",
    `//${channel.name}`,
    "/WEBHOOK",
  ])("is answered 404, and logged: %s", async (path) => {
    await using webhook = await serveChannels(CHANNELS);

    const answer = await webhook.post(of, path, delivered(of));

    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe(
      `Unknown path. Use ${CHANNELS.map((each) => `/webhook/${each.channel.name}`).join(" or ")}.`,
    );
    expect(webhook.publisher.calls).toEqual([]);
    expect(webhook.lines).toEqual([
      expect.objectContaining({
        severity: "WARNING",
        message: "Request rejected",
        fields: {
          function: "receiveWebhook",
          channel: undefined,
          status: 404,
        },
      }),
    ]);
  });

  it("is answered 404 to a GET, too, and to a handshake", async () => {
    await using webhook = await serveChannels(CHANNELS);
    const body = JSON.stringify({ clientToken: STACK_KEY, secret: "7" });

    expect((await fetch(`${webhook.url}/telegram`)).status).toBe(404);
    const answer = await webhook.send("/telegram", body, {});
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain("7");
  });
});
