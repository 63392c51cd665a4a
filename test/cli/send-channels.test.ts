import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { findMessage } from "../../shared/channels/channels.ts";
import { ReceiptType } from "../../shared/events/receipt-event.ts";
import { CHANNELS, EACH_CHANNEL } from "../support/channels.ts";
import { eventually } from "../support/eventually.ts";
import { run } from "../support/run.ts";
import {
  KEY,
  startStackUnderTest,
  type StackUnderTest,
} from "../support/stack.ts";

interface Sent {
  readonly status: number;
  readonly receiptType: ReceiptType;
  readonly messages: readonly string[];
}

let stack: StackUnderTest;
beforeAll(async () => {
  stack = await startStackUnderTest("embedded");
});
afterAll(() => stack.close());

const send = (...args: string[]) => {
  const to = ["--url", `${stack.url}/webhook`, "--key", KEY];
  return run(["cli/main.ts", "send", ...args, ...to]);
};

describe.each(EACH_CHANNEL)("receipts send, over %s,", (name, of) => {
  const newMessage = () => `${of.newConversation()}/messages/m`;

  it("makes up messages of the channel that is named", async () => {
    const sent = await send("--channel", name, "--count", "3", "--json");
    const { status, receiptType, messages } = JSON.parse(sent.stdout) as Sent;
    expect({ status, receiptType }).toEqual({
      status: 200,
      receiptType: "DELIVERED",
    });
    const found = messages.map((each) => findMessage(each)?.channel.name);
    expect(found).toEqual([name, name, name]);
    await eventually(async () => {
      const states = await Promise.all(messages.map((m) => stack.state(m)));
      expect(states.map((state) => [state.channel, state.status])).toEqual(
        messages.map(() => [name, "DELIVERED"]),
      );
    });
  });

  it.each([...of.channel.supportedReceiptTypes])(
    "reports what it is told of a message, whose name says the channel: %s",
    async (type) => {
      const message = newMessage();
      const { status, stdout } = await send(
        "--type",
        type,
        "--message",
        message,
      );
      expect(stdout).toBe(`The webhook took 1 ${type}:\n  ${message}\n`);
      expect(status).toBe(0);
      const field = {
        DELIVERED: "deliveredTime",
        READ: "readTime",
        EXPIRED: "expiredTime",
        REVOKE_FAILED: "revokeFailedTime",
      } as const;
      await eventually(async () => {
        const state = await stack.state(message);
        expect(state[field[type]]).toEqual(expect.any(String));
      });
    },
  );

  const unreported = ReceiptType.options.filter(
    (type) => !of.channel.supportedReceiptTypes.includes(type),
  );
  if (unreported.length > 0) {
    it.each(unreported)("says that it does not report %s", async (type) => {
      const { status, stderr } = await send("--channel", name, "--type", type);
      expect(stderr).toBe(
        `${name} does not report ${type}, only ${of.channel.supportedReceiptTypes.join(", ")}.\n`,
      );
      expect(status).toBe(1);
    });
  }

  it("does not take a message of another channel", async () => {
    const other = CHANNELS.find((each) => each !== of)!;
    const message = `${other.newConversation()}/messages/m`;
    const { status, stderr } = await send(
      ...["--channel", name, "--message", message],
    );
    expect(stderr).toBe(
      `The message belongs to channel ${other.channel.name}, not ${name}.\n`,
    );
    expect(status).toBe(1);
  });

  it("is of the agent that is named", async () => {
    const sent = await send("--channel", name, "--agent", of.agent, "--json");
    const { messages } = JSON.parse(sent.stdout) as Sent;
    await eventually(async () => {
      expect(await stack.state(messages[0]!)).toMatchObject({
        agent: of.agent,
      });
    });
  });
});

describe("receipts send", () => {
  it.each([
    [
      "neither a channel nor a message",
      ["--read"],
      /^Choose a channel with --channel business-messages or --channel rcs, or name a message with --message\.\n$/,
    ],
    ["an unknown channel", ["--channel", "telegram"], /Allowed choices are/],
    ["an unknown type", ["--type", "SEEN"], /Allowed choices are/],
    ["two types", ["--type", "EXPIRED", "--read"], /cannot be used with/],
    [
      "an agent that no message could be of",
      ["--channel", "rcs", "--agent", "brands/B/agents/A"],
      /^brands\/B\/agents\/A is no agent's name on rcs\.\n$/,
    ],
    [
      "a name of no channel",
      ["--message", "agents/A/phones/1555/messages/M"],
      /not a message's name, such as conversations\/C\/messages\/M or agents\//,
    ],
  ])("says in a sentence what is wrong with %s", async (_, args, sentence) => {
    const { status, stderr } = await send(...args);
    expect(stderr).toMatch(sentence);
    expect(status).toBe(1);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
