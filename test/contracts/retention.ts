import { expect, it } from "@jest/globals";
import type { LocalInfrastructure } from "../../local/local-infrastructure.ts";
import { startStack } from "../../local/stack.ts";
import { toReceiptWrite } from "../../shared/messages/message-document.ts";
import type { MessageState } from "../../shared/messages/message-state.ts";
import { MICROS_PER_DAY, now } from "../../shared/runtime/timestamp.ts";
import { EACH_CHANNEL } from "../support/channels.ts";
import { eventually } from "../support/eventually.ts";
import { createKeptLog } from "../support/log.ts";
import { run, start } from "../support/run.ts";
import { STACK_KEY } from "../support/secrets.ts";
import { receipt } from "./deliveries.ts";

const RETENTION = 2 * MICROS_PER_DAY;

/** What every way to read state does with what was last touched longer ago than the retention. */
export function testRetention(
  createBackend: (retentionMicros: number) => Promise<LocalInfrastructure>,
): void {
  it.each(EACH_CHANNEL)(
    "expired state of %s is shown nowhere, although the store still holds it",
    async (_, of) => {
      const backend = await createBackend(RETENTION);
      const stack = await startStack({
        port: 0,
        backend,
        environment: of.channel.simulator.webhookVariables(STACK_KEY),
        retentionMicros: RETENTION,
        log: createKeptLog().log,
      });
      const { store } = backend;
      const { url } = stack;
      const conversation = of.newConversation();
      const [expired, kept] = ["expired", "kept"].map(
        (id) => `${conversation}/messages/${id}`,
      ) as [string, string];
      const write = (message: string, arrival: number) =>
        store.messages.write(
          toReceiptWrite(receipt(message, "READ", arrival, arrival)),
        );
      const get = async (message: string) =>
        (await fetch(`${url}/messages/${message}`)).status;
      const cli = (...args: string[]) =>
        run(["cli/main.ts", ...args, "--url", url]);
      const watching = start(["cli/main.ts", "watch", "--url", url, "--json"]);
      const shown = () =>
        watching
          .output()
          .split("\n")
          .filter((line) => line.startsWith("{"));
      try {
        await eventually(() => expect(watching.output()).toContain("Watching"));
        // Watchers may take a moment to start: both are touched again until one is seen, the expired one first.
        await eventually(async () => {
          const time = now();
          await write(expired, time - RETENTION - MICROS_PER_DAY);
          await write(kept, time);
          expect(shown()).not.toEqual([]);
        });

        expect(await store.read(expired)).toBeDefined();
        expect(await get(expired)).toBe(404);
        expect(await get(kept)).toBe(200);
        const { status, stderr } = await cli("show", expired);
        expect({ status, stderr }).toEqual({
          status: 1,
          stderr: `Nothing is known of ${expired}.\n`,
        });
        expect((await cli("show", kept)).status).toBe(0);

        // What goes is told to watchers, too, and is nothing to show.
        const forgotten = await cli(
          "delete-conversation",
          conversation,
          "--yes",
        );
        expect(forgotten.stdout).toContain("Deleted 2 messages and 0 claims");
        const last = `${conversation}/messages/last`;
        await write(last, now());
        const messages = () =>
          shown().map((line) => (JSON.parse(line) as MessageState).message);
        await eventually(() => expect(messages()).toContain(last));
        expect(new Set(messages())).toEqual(new Set([kept, last]));
      } finally {
        watching.child.kill();
        await watching.finished;
        await stack.close();
      }
    },
  );
}
