import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { PlatformRequest } from "../../local/platform/simulator.ts";
import { eventually } from "../support/eventually.ts";
import { run, start, type Running } from "../support/run.ts";
import { startStackUnderTest, type StackUnderTest } from "../support/stack.ts";

const MANY = 80;
const MANY_TIMEOUT_MS = 150_000; // leases have to end, on a loaded machine
const REASON = "The platform answered 403 to updateReceipt.";

/** How an operator reaches a stack's dead letters. */
export interface Access {
  /** The options of `receipts dead-letters`. */
  readonly options: readonly string[];
  /** Those of a replay that is killed, and what to wait for until then. */
  midway(): Promise<{
    readonly options: readonly string[];
    readonly environment?: Record<string, string>;
    reached(): Promise<void>;
    close(): Promise<void>;
  }>;
}

interface Listed {
  readonly id: string;
  readonly reason: string;
  readonly source: string;
}

/** An operator's way from a broken platform to a repaired one, by commands alone. */
export function testDeadLetters(
  backend: "embedded" | "emulators",
  reach: (stack: StackUnderTest) => Promise<Access>,
): void {
  let stack: StackUnderTest;
  let access: Access;
  beforeEach(async () => {
    stack = await startStackUnderTest(backend);
    access = await reach(stack);
  });
  afterEach(() => stack.close());

  const deadLetters = (...args: string[]) =>
    run(["cli/main.ts", "dead-letters", ...args, ...access.options]);
  const list = async (...filters: string[]) => {
    const { stdout } = await deadLetters("list", "--json", ...filters);
    return JSON.parse(stdout) as Listed[];
  };
  const newMessage = () => `conversations/${randomUUID()}/messages/private-id`;
  const callsFor = async (message: string) => {
    const { body } = await stack.get<PlatformRequest[]>("/platform/requests");
    return body.filter(({ path }) => path === `/v1/${message}/receipt`);
  };
  const expectSent = (message: string) =>
    eventually(async () => {
      const { agentRead } = await stack.state(message);
      expect(agentRead).toMatchObject({ status: "SENT" });
    });
  /** Breaks the platform for so many messages that agents read, and waits for their dead letters. */
  async function breakFor(messages: readonly string[]): Promise<Listed[]> {
    const failure = { status: 403, count: messages.length };
    await stack.post("/platform/failures", failure);
    await Promise.all(
      messages.map((message) => stack.post("/agent-reads", { message })),
    );
    await eventually(async () => {
      const { body } = await stack.get<Listed[]>("/dead-letters");
      expect(body).toHaveLength(messages.length);
    });
    return eventually(async () => {
      const letters = await list();
      expect(letters).toHaveLength(messages.length);
      return letters;
    });
  }

  it("lists why an agent's read was refused, and brings it back once that is repaired", async () => {
    const message = newMessage();
    const [letter] = await breakFor([message]);
    expect(letter).toMatchObject({ reason: REASON, source: "sendReadReceipt" });

    const table = await deadLetters("list", "--reason", "403");
    expect(table.stdout).toContain(`${letter!.id}  `);
    expect(table.stdout).toContain(REASON);
    const shown = await deadLetters("show", letter!.id);
    expect(shown.stdout).toContain("agent-reads");
    for (const { stdout, stderr } of [table, shown]) {
      expect(stdout + stderr).not.toContain("private-id");
    }
    const whole = await deadLetters("show", letter!.id, "--body");
    expect(whole.stdout).toContain(message);

    const replayed = await deadLetters("replay", letter!.id);
    expect(replayed).toMatchObject({ status: 0 });
    expect(replayed.stdout).toContain("Replayed 1, still unusable 0, failed 0");
    await expectSent(message);
    expect(await callsFor(message)).toHaveLength(2);
    expect(await list()).toEqual([]);
  });

  it("tells the platform once, although two replay the same letter", async () => {
    const message = newMessage();
    const [letter] = await breakFor([message]);
    const both = await Promise.all([
      deadLetters("replay", "--all"),
      deadLetters("replay", "--all"),
    ]);
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    await expectSent(message);
    const again = await deadLetters("replay", letter!.id);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain(`No such dead letter: ${letter!.id}.`);
    expect(again.stderr).not.toMatch(/^\s+at /m);
    expect(await callsFor(message)).toHaveLength(2);
  });

  it(
    "loses nothing when it is killed in the middle, and goes on when it is run again",
    async () => {
      const messages = Array.from({ length: MANY }, newMessage);
      await breakFor(messages);
      const midway = await access.midway();
      const killed: Running = start(
        [
          ...["cli/main.ts", "dead-letters", "replay", "--all"],
          ...midway.options,
        ],
        midway.environment,
      );
      await midway.reached();
      killed.child.kill("SIGKILL");
      await killed.finished;
      await midway.close();
      expect(killed.child.signalCode).toBe("SIGKILL");
      expect(killed.output()).not.toContain("Replayed");

      let replayed = 0;
      await eventually(async () => {
        const { stdout, status } = await deadLetters("replay", "--all");
        expect(status).toBe(0);
        replayed += Number(/^Replayed (\d+),/m.exec(stdout)?.[1]);
        const states = await Promise.all(messages.map((m) => stack.state(m)));
        const sent = states.filter(
          ({ agentRead }) => agentRead?.status === "SENT",
        );
        expect(sent).toHaveLength(MANY);
      });
      expect(replayed).toBeGreaterThan(0);
      expect(await list()).toEqual([]);
      for (const message of messages.slice(0, 10)) {
        expect(await callsFor(message)).toHaveLength(2);
      }
    },
    MANY_TIMEOUT_MS,
  );
}
