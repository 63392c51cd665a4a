import { describe, expect, it } from "@jest/globals";
import { RefusedError } from "../../../cli/dead-letters/queue.ts";
import { replayDeadLetters } from "../../../cli/dead-letters/replay-dead-letters.ts";
import { createKeptQueue, type KeptQueue } from "./kept-queue.ts";
import { letterOf } from "./dead-letter-message.ts";

const letters = ["1", "2", "3"].map((id) => letterOf({ id }));
const outage = new Error("The queue is down.");

function replay(queue: KeptQueue, dryRun = false) {
  const progress: number[] = [];
  const onProgress = (done: number) => void progress.push(done);
  const all = replayDeadLetters(queue, letters, { dryRun, onProgress });
  return all.then((outcomes) => ({ outcomes, progress }));
}

/** Fails for the letter 2 alone. */
function failFor2(error: Error) {
  return (_: string, [message]: readonly { attributes: object }[]) =>
    "replayOf" in message!.attributes && message!.attributes.replayOf === "2"
      ? Promise.reject(error)
      : Promise.resolve();
}

describe("replayLetters", () => {
  it("removes a letter only once its message is confirmed", async () => {
    const confirmed = Promise.withResolvers<void>();
    const queue = createKeptQueue(letters, {
      publish: () => confirmed.promise,
    });
    const replayed = replay(queue);
    await new Promise(setImmediate);
    expect(queue.log).toEqual([]);
    confirmed.resolve();
    expect((await replayed).outcomes).toMatchObject(
      letters.map(({ id }) => ({ id, outcome: "REPLAYED" })),
    );
    expect(queue.log.filter((line) => line.startsWith("remove"))).toHaveLength(
      3,
    );
  });

  it("counts up", async () => {
    const { progress } = await replay(createKeptQueue(letters));
    expect(progress).toEqual([1, 2, 3]);
  });

  it("leaves a letter that could not be published, and goes on with the rest", async () => {
    const publish = failFor2(outage);
    const queue = createKeptQueue(letters, { publish });
    const { outcomes } = await replay(queue);
    expect(outcomes).toMatchObject([
      { id: "1", outcome: "REPLAYED", topics: ["agent-reads"] },
      { id: "2", outcome: "FAILED", reason: outage.message },
      { id: "3", outcome: "REPLAYED" },
    ]);
    expect(queue.log).not.toContain("remove 2");
  });

  it("takes what the queue will never take for unusable, and not for failed", async () => {
    const refused = new RefusedError("It does not fit the topic's schema.");
    const queue = createKeptQueue(letters, { publish: failFor2(refused) });
    const { outcomes } = await replay(queue);
    expect(outcomes[1]).toMatchObject({
      outcome: "UNUSABLE",
      reason: refused.message,
    });
    expect(queue.log).not.toContain("remove 2");
  });

  it("says of a letter that was sent back and could not be removed that it is still there", async () => {
    const remove = () => Promise.reject(outage);
    const { outcomes } = await replay(createKeptQueue(letters, { remove }));
    expect(outcomes[0]).toMatchObject({
      outcome: "FAILED",
      reason: "It was sent back, but could not be removed. The queue is down.",
    });
  });

  it("changes nothing in a dry run", async () => {
    const queue = createKeptQueue(letters);
    const { outcomes } = await replay(queue, true);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      Array(3).fill("REPLAYED"),
    );
    expect(queue.log).toEqual([]);
  });

  it("loses nothing if it is abandoned anywhere and begun anew", async () => {
    for (let stopAfter = 0; stopAfter < 6; stopAfter++) {
      let steps = 0;
      const hang = () =>
        steps++ < stopAfter ? Promise.resolve() : new Promise<void>(() => {});
      const queue = createKeptQueue(letters, { publish: hang, remove: hang });
      void replay(queue);
      await new Promise(setImmediate);
      const left = [];
      for await (const [letter] of queue.read()) left.push(letter?.id);
      const sent = queue.on("agent-reads").map((m) => m.attributes.replayOf);
      expect(new Set([...left, ...sent])).toEqual(new Set(["1", "2", "3"]));
    }
  });
});
