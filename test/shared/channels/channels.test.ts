import { describe, expect, it } from "@jest/globals";
import {
  channels,
  exampleMessages,
  findMessage,
  isConversation,
  enabledChannels,
} from "../../../shared/channels/channels.ts";
import { ConfigurationError } from "../../../shared/runtime/configuration.ts";
import { testChannel } from "../../contracts/channel.ts";
import { CHANNELS, EACH_CHANNEL } from "../../support/channels.ts";

const NAMES = channels.map(({ name }) => name);

describe.each(EACH_CHANNEL)("%s", (name, of) => {
  testChannel(of);

  it("is the only channel that reads its messages' names", () => {
    const message = `${of.newConversation()}/messages/m`;
    const readers = channels.filter((each) => each.parseMessageName(message));
    expect(readers.map((each) => each.name)).toEqual([name]);
  });
});

describe("channels", () => {
  it("have names that tell them apart, none of which is a path's word", () => {
    expect(new Set(NAMES).size).toBe(NAMES.length);
    expect(NAMES).not.toContain("webhook");
  });

  it("are all under test", () => {
    expect(CHANNELS.map(({ channel }) => channel.name)).toEqual(NAMES);
  });
});

describe("findMessage", () => {
  it.each(EACH_CHANNEL)(
    "finds the channel that a message's name belongs to, and the conversation: %s",
    (_, { channel, newConversation }) => {
      const conversation = newConversation();
      const message = `${conversation}/messages/m`;
      expect(findMessage(message)).toEqual({ message, conversation, channel });
    },
  );

  it.each([
    "",
    "messages/M",
    "conversations/C",
    "conversations/C/messages/../x",
    "topics/C/messages/M",
    "agents/A/phones/+15551234567",
    "agents/A/phones/+15551234567/messages/..",
    "agents/A/phones/15551234567/messages/M",
    "agents/A/phones/P/messages/M",
    "phones/+15551234567/agentMessages/M",
  ])("finds none for %j", (name) => {
    expect(findMessage(name)).toBeUndefined();
  });
});

describe("isConversation", () => {
  it.each([
    "conversations/C",
    "conversations/ü #%2e",
    "agents/A/phones/+15551234567",
    ...CHANNELS.map(({ newConversation }) => newConversation()),
  ])("takes %j", (name) => {
    expect(isConversation(name)).toBe(true);
  });

  it.each([
    "",
    "/",
    "conversations",
    "conversations/",
    "conversations/..",
    "conversations/__x__",
    "conversations/C/",
    "conversations/C/messages",
    "conversations/C/messages/M",
    "conversations/C/messages/M/claims/agent-read",
    "conversations/a/b",
    "topics/C",
    "/conversations/C",
    "agents",
    "agents/A",
    "agents/A/phones",
    "agents/A/phones/",
    "agents/A/phones/P",
    "agents/../phones/+15551234567",
    "agents/A/phones/+15551234567/",
    "agents/A/phones/+15551234567/messages",
    "agents/A/phones/+15551234567/messages/M",
    "phones/+15551234567",
  ])("refuses %j", (name) => {
    expect(isConversation(name)).toBe(false);
  });
});

describe("exampleMessages", () => {
  it("says how messages are named, of every channel", () => {
    const examples = exampleMessages().split(" or ");
    expect(examples).toEqual(channels.map((each) => each.exampleMessage));
  });
});

describe("CHANNELS", () => {
  const namesFor = (text: string | undefined) =>
    enabledChannels({ CHANNELS: text }).map(({ name }) => name);
  const [first, second] = NAMES as [string, string];

  it.each([
    ["one", second, [second]],
    ["several", `${first},${second}`, [first, second]],
    ["blanks around them", ` ${first} , ${second} `, [first, second]],
    ["another order, which changes nothing", `${second},${first}`, NAMES],
  ])("may be %s", (_, text, used) => {
    expect(namesFor(text)).toEqual(used);
  });

  it.each([
    ["not set", undefined],
    ["empty", ""],
  ])("is required: it is %s", (_, text) => {
    expect(() => namesFor(text)).toThrow(
      expect.objectContaining({ problems: ["CHANNELS is not set."] }),
    );
  });

  it.each([
    ["an unknown one", "telegram"],
    ["a known and an unknown one", `${first},telegram`],
    ["one twice", `${second},${second}`],
    ["one twice, with a blank", `${second}, ${second}`],
    ["an empty one", `${first},`],
    ["nothing but commas", ",,"],
    ["nothing but a blank", " "],
    ["capital letters", second.toUpperCase()],
    ["another separator", `${first} ${second}`],
  ])("is refused with %s", (_, text) => {
    const problem = `CHANNELS is not a list of different channels, such as ${NAMES.join(",")}.`;
    expect(() => namesFor(text)).toThrow(ConfigurationError);
    expect(() => namesFor(text)).toThrow(
      expect.objectContaining({ problems: [problem] }),
    );
  });
});
