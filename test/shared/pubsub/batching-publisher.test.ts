import { describe, expect, it } from "@jest/globals";
import { createBatchingPublisher } from "../../../shared/pubsub/batching-publisher.ts";
import type { OutgoingMessage } from "../../../shared/pubsub/publisher.ts";

const TOPIC = "projects/p/topics/t";
const BAD = "bad";

const messageOf = (text: string, bytes = 0): OutgoingMessage => ({
  data: Buffer.from(text.padEnd(bytes)),
  attributes: {},
});
const textOf = ({ data }: OutgoingMessage) => data.toString().trim();

class Fault extends Error {
  readonly isPassing: boolean;

  constructor(isPassing: boolean) {
    super(isPassing ? "The queue is down." : "A message is refused.");
    this.isPassing = isPassing;
  }
}

/** A queue that keeps what each call brings, and refuses calls with a bad message in it. */
function createQueue(fault?: Fault) {
  const calls: [topic: string, texts: string[]][] = [];
  const queue = createBatchingPublisher(
    (topic, messages) => {
      const texts = messages.map(textOf);
      calls.push([topic, texts]);
      if (fault) return Promise.reject(fault);
      if (texts.includes(BAD)) return Promise.reject(new Fault(false));
      return Promise.resolve();
    },
    (error) => (error as Fault).isPassing,
  );
  const publishTexts = (...texts: string[]) =>
    queue.publish(
      TOPIC,
      texts.map((text) => messageOf(text)),
    );
  return { ...queue, calls, publishTexts };
}

describe("createCoalescer", () => {
  it("publishes with one call what is published in the same turn", async () => {
    const { calls, publishTexts } = createQueue();
    await Promise.all([publishTexts("a", "b"), publishTexts("c")]);
    expect(calls).toEqual([[TOPIC, ["a", "b", "c"]]]);
  });

  it("makes one call for each topic", async () => {
    const { calls, ...queue } = createQueue();
    const topics = ["projects/p/topics/t", "projects/p/topics/u"];
    await Promise.all(
      topics.map((topic) => queue.publish(topic, [messageOf("a")])),
    );
    expect(calls).toEqual(topics.map((topic) => [topic, ["a"]]));
  });

  it("waits for an earlier call only a few milliseconds", async () => {
    const never = new Promise<void>(() => undefined);
    const answers = [never, Promise.resolve()];
    const queue = createBatchingPublisher(
      () => answers.shift() ?? never,
      () => true,
    );
    const stuck = queue.publish(TOPIC, [messageOf("a")]);
    await new Promise((resolve) => setImmediate(resolve));
    await queue.publish(TOPIC, [messageOf("b")]);
    const open = Promise.resolve("open");
    await expect(Promise.race([stuck, open])).resolves.toBe("open");
  });

  it("publishes together what comes while a call is under way", async () => {
    const calls: string[][] = [];
    const first = Promise.withResolvers<void>();
    const queue = createBatchingPublisher(
      (_, messages) => {
        calls.push(messages.map(textOf));
        return calls.length === 1 ? first.promise : Promise.resolve();
      },
      () => true,
    );
    const earlier = queue.publish(TOPIC, [messageOf("a")]);
    await new Promise((resolve) => setImmediate(resolve));
    const later = ["b", "c"].map((text) =>
      queue.publish(TOPIC, [messageOf(text)]),
    );
    first.resolve();
    await Promise.all([earlier, ...later]);
    expect(calls).toEqual([["a"], ["b", "c"]]);
  });

  it("a message that is refused fails its own caller alone", async () => {
    const { calls, publishTexts } = createQueue();
    const results = await Promise.allSettled([
      publishTexts("a"),
      publishTexts("b", BAD),
      publishTexts("c"),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(calls).toEqual([
      [TOPIC, ["a", "b", BAD, "c"]],
      [TOPIC, ["a"]],
      [TOPIC, ["b", BAD]],
      [TOPIC, ["c"]],
    ]);
  });

  it("a queue that is down fails every caller, and is not asked again for each", async () => {
    const { calls, publishTexts } = createQueue(new Fault(true));
    const results = await Promise.allSettled([
      publishTexts("a"),
      publishTexts("b"),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
    ]);
    expect(calls).toHaveLength(1);
  });

  it("a refused message that came alone is not tried again", async () => {
    const { calls, publishTexts } = createQueue();
    await expect(publishTexts(BAD)).rejects.toThrow("refused");
    expect(calls).toHaveLength(1);
  });

  it("an error that is thrown instead of rejected reaches the caller", async () => {
    const queue = createBatchingPublisher(
      () => {
        throw new Fault(true);
      },
      () => true,
    );
    await expect(queue.publish(TOPIC, [messageOf("a")])).rejects.toThrow(
      "down",
    );
  });

  it("keeps to 1,000 messages a call, and to each caller's own", async () => {
    const { calls, ...queue } = createQueue();
    const many = (count: number) =>
      Array.from({ length: count }, () => messageOf("m"));
    await Promise.all(
      [600, 300, 1100, 200].map((n) => queue.publish(TOPIC, many(n))),
    );
    expect(calls.map(([, texts]) => texts.length)).toEqual([900, 1000, 300]);
  });

  it("keeps to Pub/Sub's bytes a call", async () => {
    const { calls, ...queue } = createQueue();
    const long = messageOf("m", 5_000_000);
    await Promise.all([
      queue.publish(TOPIC, [long]),
      queue.publish(TOPIC, [long]),
    ]);
    expect(calls).toHaveLength(2);
  });

  it("a caller whose messages need two calls fails if one of them does", async () => {
    const queue = createQueue();
    const long = (text: string) => messageOf(text, 5_000_000);
    const published = queue.publish(TOPIC, [long("a"), long(BAD)]);
    await expect(published).rejects.toThrow("refused");
  });

  it("publishing nothing calls nobody", async () => {
    const { calls, ...queue } = createQueue();
    await queue.publish(TOPIC, []);
    expect(calls).toEqual([]);
  });
});
