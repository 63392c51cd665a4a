import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { EACH_CHANNEL } from "../support/channels.ts";
import { eventually } from "../support/eventually.ts";
import { run } from "../support/run.ts";
import { startStackUnderTest, type StackUnderTest } from "../support/stack.ts";

let stack: StackUnderTest;
beforeAll(async () => {
  stack = await startStackUnderTest("embedded");
});
afterAll(() => stack.close());

const receipts = (...args: string[]) =>
  run(["cli/main.ts", ...args, "--url", stack.url]);

describe.each(EACH_CHANNEL)("receipts, of a message of %s,", (name, of) => {
  const newMessage = () => `${of.newConversation()}/messages/m`;
  const isStored = (message: string, state: object) =>
    eventually(async () => {
      expect(await stack.state(message)).toMatchObject(state);
    });

  it("publishes that an agent read it, and shows what came of it", async () => {
    const message = newMessage();
    const { status, stdout } = await receipts("mark-read", message);
    expect(stdout).toContain(`show ${message} `);
    expect(status).toBe(0);
    await isStored(message, { agentRead: { status: "SENT" } });
    const shown = await receipts("show", message);
    expect(shown.stdout).toMatch(/agent read +told to the user/);
    expect(shown.stdout).toMatch(new RegExp(`channel +${name}\n`));
  });

  it("shows each fact that was reported", async () => {
    const message = newMessage();
    for (const type of of.channel.supportedReceiptTypes) {
      await stack.report(of, { type, messages: [message] });
    }
    const labels = {
      DELIVERED: "delivered",
      READ: "read",
      EXPIRED: "expired",
      REVOKE_FAILED: "revoke failed",
    };
    await eventually(async () => {
      const { stdout } = await receipts("show", message);
      for (const type of of.channel.supportedReceiptTypes) {
        expect(stdout).toMatch(new RegExp(`^  ${labels[type]} +20`, "m"));
      }
    });
  });

  it("forgets its conversation", async () => {
    const conversation = of.newConversation();
    const message = `${conversation}/messages/m`;
    await stack.report(of, {
      type: of.channel.supportedReceiptTypes[0]!,
      messages: [message],
    });
    await isStored(message, { channel: name });

    const forgotten = await receipts(
      "delete-conversation",
      conversation,
      "--yes",
    );

    expect(forgotten.stdout).toContain(
      `Deleted 1 message and 0 claims of ${conversation} in`,
    );
    const { status, stderr } = await receipts("show", message);
    expect(stderr).toBe(`Nothing is known of ${message}.\n`);
    expect(status).toBe(1);
  });

  it("finds its dead letter by the channel, and replays it", async () => {
    const message = newMessage();
    await stack.post("/platform/failures", { status: 403, count: 1 });
    await stack.post("/agent-reads", { message });
    await isStored(message, {
      agentRead: { status: "FAILED", httpStatus: 403 },
    });
    const letters = (...args: string[]) => receipts("dead-letters", ...args);
    const id = await eventually(async () => {
      const { stdout } = await letters("list", "--channel", name, "--json");
      const [letter] = JSON.parse(stdout) as { id: string; reason: string }[];
      expect(letter?.reason).toMatch(/^The platform answered 403 to /);
      return letter!.id;
    });
    const listed = await letters("list", "--channel", name);
    expect(listed.stdout).not.toContain(message);
    const shown = await letters("show", id, "--body");
    expect(shown.stdout).toContain(message);

    const replayed = await letters("replay", id);

    expect(replayed.stdout).toContain("Replayed 1,");
    await isStored(message, { agentRead: { status: "SENT" } });
  });
});
