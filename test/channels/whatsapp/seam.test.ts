import { globSync, readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import type { Channel } from "../../../shared/channels/channel.ts";
import {
  channels,
  findMessage,
  enabledChannels,
} from "../../../shared/channels/channels.ts";
import { now } from "../../../shared/runtime/timestamp.ts";
import { KEY } from "../../support/stack.ts";
import { whatsapp } from "./channel.ts";

(channels as readonly Channel[] as Channel[]).push(whatsapp);

it("needs no line outside of its folder and the list of channels", () => {
  const files = globSync("{cli,functions,local,shared}/**/*.ts", {
    exclude: ["shared/channels/channels.ts", "shared/channels/**"],
  });
  expect(files.length).toBeGreaterThan(100);
  const knowing = files.filter((file) =>
    /whatsapp|phone-numbers|x-hub/i.test(readFileSync(file, "utf8")),
  );
  expect(knowing).toEqual([]);
});

it("can be the only channel of a deployment", () => {
  expect(enabledChannels({ CHANNELS: "whatsapp" })).toEqual([whatsapp]);
});

it.each([
  "phone-numbers/1/users/2/messages",
  "phone-numbers/1/users/2/messages/..",
  "phone-numbers/1/users/2/messages/a/b",
  "phone-numbers/x/users/2/messages/m",
  "phone-numbers/1/users/+2/messages/m",
])("takes %j for no message's name", (name) => {
  expect(findMessage(name)).toBeUndefined();
});

it.each(["DELIVERED", "READ"] as const)(
  "makes up a request that reports %s, which it takes itself",
  (receiptType) => {
    const { simulator } = whatsapp;
    const time = now();
    const [sample, ...others] = simulator.createSamples({
      messages: undefined,
      count: 3,
      receiptType,
      agent: undefined,
      key: KEY,
      time,
    });
    expect(others).toEqual([]);
    const { body: text = "", headers: sent = {}, messages } = sample ?? {};
    const headers = Object.fromEntries(
      Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const rawBody = Buffer.from(text);
    const request = { headers, rawBody, body: JSON.parse(text) as unknown };
    const webhook = whatsapp.createWebhook(simulator.webhookVariables(KEY));
    expect(webhook.verifySignature(request)).toBe(true);
    expect(webhook.checkKeys(request).keys).toMatchObject([{ signed: true }]);
    const { receipts } = whatsapp.parse(request, time);
    expect(receipts.map(({ message }) => message)).toEqual(messages);
    expect(new Set(receipts.map((it) => it.receiptType))).toEqual(
      new Set([receiptType]),
    );
  },
);
