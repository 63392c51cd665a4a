import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openFirestore } from "../../shared/firestore/firestore.ts";
import { describeOnEmulators } from "../support/emulators.ts";
import { eventually } from "../support/eventually.ts";
import { run } from "../support/run.ts";
import {
  receipts,
  startStackUnderTest,
  type StackUnderTest,
} from "../support/stack.ts";

const forget = (
  conversation: string,
  args: readonly string[],
  environment: Record<string, string> = {},
) =>
  run(
    ["cli/main.ts", "delete-conversation", conversation, ...args],
    environment,
  );

interface Report {
  readonly messages: number;
  readonly claims: number;
  readonly dryRun: boolean;
  readonly retainedCopies: { what: string; statement?: string }[];
}

describe("receipts delete-conversation, of the local stack", () => {
  let stack: StackUnderTest;
  let url: string[];
  beforeAll(async () => {
    stack = await startStackUnderTest("embedded");
    url = ["--url", stack.url];
  });
  afterAll(() => stack.close());

  /** A conversation of two messages, one of which an agent read. */
  async function converse(): Promise<{
    conversation: string;
    message: string;
  }> {
    const conversation = `conversations/${randomUUID()} ü?#%`;
    const message = `${conversation}/messages/a`;
    await stack.deliver(
      receipts("READ", [message, `${conversation}/messages/b`]),
    );
    await stack.post("/agent-reads", { message });
    await eventually(async () => {
      expect(await stack.state(message)).toMatchObject({
        status: "READ",
        agentRead: { status: "SENT" },
      });
      expect(await stack.state(`${conversation}/messages/b`)).toMatchObject({
        status: "READ",
      });
    });
    return { conversation, message };
  }

  it("deletes a conversation's messages and claims, and may be run again", async () => {
    const { conversation, message } = await converse();
    const { stdout, status } = await forget(conversation, [...url, "--yes"]);
    expect(stdout).toContain(
      `Deleted 2 messages and 1 claim of ${conversation} in the local stack at ${stack.url}.`,
    );
    expect(status).toBe(0);
    const path = message.split("/").map(encodeURIComponent).join("/");
    expect((await stack.get(`/messages/${path}`)).status).toBe(404);

    const again = await forget(conversation, [...url, "--yes", "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({ messages: 0, claims: 0 });
    expect(again.status).toBe(0);
  });

  it("counts and deletes nothing with --dry-run, nor without --yes where nobody can be asked", async () => {
    const { conversation } = await converse();
    const dry = await forget(conversation, [...url, "--dry-run"]);
    expect(dry.stdout).toContain("Would delete 2 messages and 1 claim of");
    const unasked = await forget(conversation, url);
    expect(unasked.stderr).toContain(
      "Nothing was deleted: 2 messages and 1 claim",
    );
    expect(unasked.stderr).toContain("--yes");
    expect([dry.status, unasked.status]).toEqual([0, 1]);

    const still = await forget(conversation, [...url, "--dry-run", "--json"]);
    expect(JSON.parse(still.stdout)).toMatchObject({ messages: 2, claims: 1 });
  });

  it.each(["conversations/C/messages/M", "conversations/.."])(
    "refuses %j, which is no conversation's name",
    async (name) => {
      const { status, stderr } = await forget(name, [...url, "--yes"]);
      expect(stderr).toContain("It is not a conversation's name");
      expect(status).toBe(1);
    },
  );

  it.each([
    "conversations/C/messages/M",
    "conversations/%2e%2e",
    "conversations",
  ])("has no route that deletes %s", async (path) => {
    const method = "DELETE";
    const answer = await fetch(`${stack.url}/messages/${path}`, { method });
    expect(answer.status).toBe(404);
  });

  it("does not take a project and a stack at once", async () => {
    const { status, stderr } = await forget("conversations/C", [
      ...url,
      "--project",
      "p",
    ]);
    expect(stderr).toContain("cannot be used with option '--url <url>'");
    expect(status).toBe(1);
  });

  it("says how to log in where there are no credentials", async () => {
    const { status, stderr } = await forget(
      "conversations/C",
      ["--project", "p", "--yes"],
      {
        FIRESTORE_EMULATOR_HOST: "",
        GOOGLE_APPLICATION_CREDENTIALS: "",
        METADATA_SERVER_DETECTION: "none",
        HOME: "/nowhere",
      },
    );
    expect(stderr).toBe(
      "There are no Google Cloud credentials. Log in with: gcloud auth application-default login\n",
    );
    expect(status).toBe(1);
  });
});

describeOnEmulators(
  "receipts delete-conversation, of a project's Firestore",
  () => {
    const PROJECT = "receipts-forget";
    const firestore = openFirestore("receipts", PROJECT);
    afterAll(() => firestore.terminate());

    it("deletes a long conversation whole and no other, tells how it goes, and what it can't reach", async () => {
      const id = randomUUID();
      const conversation = `conversations/${id}`;
      const other = firestore.doc(`conversations/${id}-other/messages/m`);
      await other.set({ rank: 3 });
      const writer = firestore.bulkWriter({ throttling: false });
      for (let index = 0; index < 1500; index++) {
        const message = firestore.doc(`${conversation}/messages/${index}`);
        void writer.set(message, { rank: 3 });
        const claim = message.collection("claims").doc("agent-read");
        if (index < 600) void writer.set(claim, { status: "SENT" });
      }
      await writer.close();

      const args = ["--project", PROJECT, "--yes", "--json"];
      const { status, stdout, stderr } = await forget(conversation, args);

      expect(stderr).toBe(
        "Deleted 1000 of 2100 documents …\nDeleted 2000 of 2100 documents …\n",
      );
      const report = JSON.parse(stdout) as Report;
      expect(report).toMatchObject({ messages: 1500, claims: 600 });
      expect(
        report.retainedCopies.flatMap(({ statement }) => statement ?? []),
      ).toEqual([
        `DELETE FROM \`${PROJECT}.receipts.receipts\` WHERE conversation = '${conversation}';`,
        `DELETE FROM \`${PROJECT}.receipts.agent_reads\` WHERE STARTS_WITH(message, '${conversation}/messages/');`,
      ]);
      expect(status).toBe(0);
      const left = await firestore.collectionGroup("claims").count().get();
      expect(left.data().count).toBe(0);
      const messages = firestore.collection(`${conversation}/messages`);
      expect(await messages.listDocuments()).toEqual([]);
      expect((await other.get()).exists).toBe(true);
    });
  },
);
