import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { describeOnEmulators } from "../../support/emulators.ts";
import { eventually } from "../../support/eventually.ts";
import { run } from "../../support/run.ts";
import {
  startStackUnderTest,
  type StackUnderTest,
} from "../../support/stack.ts";

const REASON = "The payload's receipts aren't a list of at least one.";

interface Waiting {
  readonly messageId: string;
  readonly agent: string | null;
}

describe("receipts dead-letters", () => {
  let stack: StackUnderTest;
  let letter: string; // its id
  beforeEach(async () => {
    stack = await startStackUnderTest("embedded");
    const agent = "brands/B/agents/A";
    await stack.deliver({ agent, receipts: { receipts: [] }, text: "private" });
    await stack.post("/agent-reads", { message: "no name" });
    const listed = await eventually(async () => {
      const { body } = await stack.get<Waiting[]>("/dead-letters");
      expect(body).toHaveLength(2);
      return body;
    });
    letter = listed.find((each) => each.agent === agent)!.messageId;
  });
  afterEach(() => stack.close());

  const deadLetters = (...args: string[]) =>
    run(["cli/main.ts", "dead-letters", ...args, "--url", stack.url]);
  const list = async (...filters: string[]) => {
    const { stdout } = await deadLetters("list", "--json", ...filters);
    return (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id);
  };

  it("lists what the filters let through, and never what is in it", async () => {
    const { stdout, stderr } = await deadLetters("list", "--newer-than", "1h");
    expect(stdout).toContain(letter);
    expect(stdout).toContain(REASON);
    expect(stderr).toBe("2 dead letters.\n");
    const listed = await deadLetters("list", "--json");
    expect(stdout + listed.stdout).not.toMatch(/private|body/);
    const none = await deadLetters("list", "--older-than", "1h");
    expect(none).toMatchObject({
      stdout: "",
      stderr: "No dead letters, and 2 that the filters leave out.\n",
    });
  });

  it("shows one letter, and what is in it only when asked", async () => {
    const shown = await deadLetters("show", letter);
    expect(shown.stdout).toMatch(/came from +webhook\n/);
    expect(shown.stdout).not.toContain("private");
    expect(shown.stderr).toContain("Add --body to see it.");
    const whole = await deadLetters("show", letter, "--body", "--json");
    expect(JSON.parse(whole.stdout)).toMatchObject({
      id: letter,
      reason: REASON,
      body: expect.stringContaining("private"),
      attributes: { source: "receiveWebhook" },
    });
  });

  it("shows what a replay would do, and does it to what the filters let through", async () => {
    const dry = await deadLetters("replay", "--all", "--dry-run");
    expect(dry.stdout).toContain(`1 still unusable: ${REASON}\n  ${letter}`);
    expect(dry.stdout).toContain("1 to agent-reads:");
    expect(dry.stdout).toContain("Would be replayed 1, still unusable 1");
    expect(await list()).toHaveLength(2);

    const done = await deadLetters("replay", "--all", "--reason", "LIST OF");
    expect(done).toMatchObject({ status: 0, stderr: "" });
    expect(done.stdout).toContain(
      "Replayed 0, still unusable 1, failed 0, left 1.",
    );
    expect(await list()).toContain(letter);
  });

  it("reports a replay to programs", async () => {
    const { stdout } = await deadLetters("replay", letter, "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      outcomes: [{ id: letter, outcome: "UNUSABLE", reason: REASON }],
    });
  });

  it("replays those that are there, and names those that are not", async () => {
    const { status, stdout, stderr } = await deadLetters(
      ...["replay", letter, "no-such"],
    );
    expect(status).toBe(1);
    expect(stdout).toContain("still unusable 1");
    expect(stderr).toMatch(/^No such dead letter: no-such\. /);
  });

  it("removes nothing for good unless it is told to", async () => {
    const refused = await deadLetters("purge", "--all");
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(
      /^Nothing was removed: 2 dead letters would be, for good\. Say --yes/,
    );
    expect(await list()).toHaveLength(2);
    const removed = await deadLetters("purge", letter, "--yes");
    expect(removed.stdout).toMatch(/^Removed 1, left \d\.\n$/);
    expect(await list()).not.toContain(letter);
    await deadLetters("purge", "--all", "--yes");
    expect(await list()).toEqual([]);
  });

  it.each([
    ["an unknown id", ["show", "x"], /^No such dead letter: x\./],
    ["a changing command without an object", ["replay"], /--all/],
    ["ids and --all", ["purge", "x", "--all"], /Ids go alone/],
    ["a bad time", ["list", "--older-than", "soon"], /such as 90s, 15m/],
    ["two places", ["list", "--project", "p-1"], /cannot be used with/],
    ["a bad project", ["list", "--project", "P!"], /not a project's id/],
  ])("says in a sentence what is wrong with %s", async (_, args, sentence) => {
    const { status, stderr } = await deadLetters(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("receipts dead-letters, where nothing is", () => {
  it("says how to go on when nothing answers", async () => {
    const stack = await startStackUnderTest("embedded");
    await stack.close();
    const { status, stderr } = await run([
      ...["cli/main.ts", "dead-letters", "list", "--url", stack.url],
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain("Start the local stack with npm start");
  });

  it("says how to get credentials for Google Cloud", async () => {
    const { status, stderr } = await run(
      ["cli/main.ts", "dead-letters", "list", "--project", "p-1"],
      {
        PUBSUB_EMULATOR_HOST: "",
        GOOGLE_APPLICATION_CREDENTIALS: "",
        CLOUDSDK_CONFIG: "/nowhere",
        HOME: "/nowhere",
        METADATA_SERVER_DETECTION: "none",
      },
    );
    expect(status).toBe(1);
    expect(stderr).toBe(
      "There are no Google Cloud credentials. Log in with: gcloud auth application-default login\n",
    );
  });

  it.each([["list"], ["show"], ["replay"], ["purge"]])(
    "explains itself with --help: %s",
    async (command) => {
      const { status, stdout } = await run([
        ...["cli/main.ts", "dead-letters", command, "--help"],
      ]);
      expect(status).toBe(0);
      expect(stdout).toContain(`Usage: receipts dead-letters ${command}`);
    },
  );
});

describeOnEmulators("receipts dead-letters on Pub/Sub", () => {
  it("says which subscription is missing", async () => {
    const { status, stderr } = await run([
      ...["cli/main.ts", "dead-letters", "list", "--project", "p-1"],
      ...["--subscription", "mine"],
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain(
      "There is no subscription projects/p-1/subscriptions/mine.",
    );
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
