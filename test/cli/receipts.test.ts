import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { MessageState } from "../../shared/messages/message-state.ts";
import { eventually } from "../support/eventually.ts";
import { run, start } from "../support/run.ts";
import {
  KEY,
  startStackUnderTest,
  type StackUnderTest,
} from "../support/stack.ts";

const receipts = (...args: string[]) => run(["cli/main.ts", ...args]);

describe("receipts", () => {
  let stack: StackUnderTest;
  let webhook: string[];
  let url: string[];
  beforeAll(async () => {
    stack = await startStackUnderTest("embedded");
    webhook = ["--url", `${stack.url}/webhook`, "--key", KEY];
    url = ["--url", stack.url];
  });
  afterAll(() => stack.close());

  it("sends a signed payload of as many receipts as it is told, and names their messages", async () => {
    const sent = await receipts(
      ...["send", "--channel", "rcs", "--count", "3", "--json", ...webhook],
    );
    const { status, messages } = JSON.parse(sent.stdout) as {
      status: number;
      messages: string[];
    };
    expect({ status, exit: sent.status }).toEqual({ status: 200, exit: 0 });
    expect(messages).toHaveLength(3);
    await eventually(async () => {
      const states = await Promise.all(messages.map((m) => stack.state(m)));
      expect(states.map((state) => state.status)).toEqual(
        Array<string>(3).fill("DELIVERED"),
      );
    });
  });

  it("shows a message that was read", async () => {
    const message = "conversations/c/messages/shown";
    const sent = await receipts(
      ...["send", "--read", "--message", message, ...webhook],
    );
    expect(sent.stdout).toContain(message);
    await eventually(async () => {
      const shown = await receipts("show", message, ...url, "--json");
      expect((JSON.parse(shown.stdout) as MessageState).status).toBe("READ");
    });
    const { stdout } = await receipts("show", message, ...url);
    expect(stdout).toMatch(/status +read\n/);
  });

  it("says of a delivered message that its read is not known", async () => {
    const message = "conversations/c/messages/delivered";
    await receipts("send", "--message", message, ...webhook);
    await eventually(async () => {
      const { stdout } = await receipts("show", message, ...url);
      expect(stdout).toContain("delivered, read unknown");
    });
  });

  it("publishes that an agent read a message", async () => {
    const message = "conversations/c/messages/from-the-user";
    const published = await receipts(
      ...["mark-read", message, "--reader", "ada", ...url],
    );
    expect(published.status).toBe(0);
    await eventually(async () => {
      const { stdout } = await receipts("show", message, ...url);
      expect(stdout).toMatch(/agent read +told to the user .* by ada/);
    });
  });

  it("publishes when the user sent the message, as it is told", async () => {
    const message = "conversations/c/messages/sent-at-noon";
    await receipts("mark-read", message, "--message-time", "noon", ...url);
    await eventually(async () => {
      const { body } =
        await stack.get<{ body: unknown; reason: string }[]>("/dead-letters");
      const letter = body.find(({ reason }) => reason.includes("messageTime"));
      expect(letter?.body).toEqual({ message, messageTime: "noon" });
    });
  });

  it("watches messages change until it is ended", async () => {
    const message = "conversations/c/messages/watched";
    const watching = start(["cli/main.ts", "watch", ...url]);
    try {
      await eventually(() => expect(watching.output()).toContain("Watching"));
      await receipts("send", "--read", "--message", message, ...webhook);
      await eventually(() =>
        expect(watching.output()).toContain(`${message}  READ`),
      );
    } finally {
      watching.child.kill();
      await watching.finished;
    }
  });

  it.each([
    [
      "a wrong key",
      ["send", "--channel", "rcs", "--key", "wrong"],
      /answered 401\. .*signature/,
    ],
    [
      "an unknown message",
      ["show", "conversations/c/messages/nobody"],
      /Nothing is known of conversations\/c\/messages\/nobody\./,
    ],
    ["a bad name", ["show", "m"], /not a message's name, such as/],
    ["a bad count", ["send", "--count", "0"], /not a number from 1 to 5000/],
    [
      "a message and a count",
      ["send", "--count", "2", "--message", "conversations/c/messages/m"],
      /cannot be used with option '--count/,
    ],
    ["a bad URL", ["show", "--url", "localhost"], /not a URL such as/],
  ])("says in a sentence what is wrong with %s", async (_, args, sentence) => {
    const isGiven = args.includes("--url");
    const target = args[0] === "send" ? webhook.slice(0, 2) : url;
    const { status, stderr } = await receipts(
      ...args,
      ...(isGiven ? [] : target),
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("says how to go on when nothing answers", async () => {
    const free = await startStackUnderTest("embedded");
    await free.close();
    for (const command of [
      ["send", "--channel", "rcs"],
      ["watch"],
      ["show", "conversations/c/messages/m"],
    ]) {
      const { status, stderr } = await receipts(...command, "--url", free.url);
      expect(status).toBe(1);
      expect(stderr).toContain("Start the local stack with npm start");
    }
  });

  it.each([[[]], [["send"]], [["mark-read"]], [["show"]], [["watch"]]])(
    "explains itself with --help: %j",
    async (command: string[]) => {
      const { status, stdout } = await receipts(...command, "--help");
      expect(status).toBe(0);
      expect(stdout).toContain(`Usage: receipts`);
    },
  );
});
