import { afterAll, beforeAll, expect, it } from "@jest/globals";
import {
  RefusedError,
  type DeadLetterMessage,
  type DeadLetterQueue,
} from "../../cli/dead-letters/queue.ts";
import { UserError } from "../../shared/runtime/user-error.ts";
import type { RecordedMessages } from "../../local/pubsub.ts";
import type { OutgoingMessage } from "../../shared/pubsub/publisher.ts";
import { now } from "../../shared/runtime/timestamp.ts";
import { eventually } from "../support/eventually.ts";

/** A place with dead letters, of a test's own. */
export interface LetterPlace {
  open(): Promise<DeadLetterQueue>;
  /** Publishes on the topic `dead-letters`. */
  bury(messages: readonly OutgoingMessage[]): Promise<void>;
  /** What arrives on the topic `user-events`. */
  readonly userEvents: RecordedMessages;
  close(): Promise<void>;
}

/** What every place where dead letters wait does for those who read, replay and remove them. */
export function testLetterQueue(create: () => Promise<LetterPlace>): void {
  let place: LetterPlace;
  beforeAll(async () => {
    place = await create();
  });
  afterAll(() => place.close());

  const textMessage = (text: string): OutgoingMessage => ({
    data: Buffer.from(text),
    attributes: { source: "a test" },
  });
  const withQueue = async <T>(work: (queue: DeadLetterQueue) => Promise<T>) => {
    const queue = await place.open();
    try {
      return await work(queue);
    } finally {
      await queue.close();
    }
  };
  const readAll = async (queue: DeadLetterQueue) => {
    const letters: DeadLetterMessage[] = [];
    for await (const some of queue.read()) letters.push(...some);
    return letters;
  };
  /** Removes what a test has buried, once all of it is there. */
  const takeAll = (count: number) =>
    eventually(() =>
      withQueue(async (queue) => {
        const letters = await readAll(queue);
        expect(letters).toHaveLength(count);
        await Promise.all(letters.map((letter) => queue.remove(letter)));
        return letters;
      }),
    );

  it("has nothing to read where nothing is", async () => {
    expect(await withQueue(readAll)).toEqual([]);
  });

  it("reads a letter as it was published: bytes, attributes, an id and the time", async () => {
    const before = now();
    const data = Buffer.from([0, 255, 10]);
    await place.bury([{ data, attributes: { reason: "ü", x: "" } }]);
    const [letter] = await takeAll(1);
    expect(letter).toMatchObject({ data, attributes: { reason: "ü", x: "" } });
    expect(letter?.id).toMatch(/\S/);
    const sinceBefore = (letter?.time ?? 0) - before;
    expect(Math.abs(sinceBefore)).toBeLessThan(60_000_000);
  });

  it("reads each of many once", async () => {
    const texts = Array.from({ length: 250 }, (_, index) => `letter ${index}`);
    await place.bury(texts.map(textMessage));
    const letters = await takeAll(texts.length);
    expect(new Set(letters.map(({ id }) => id)).size).toBe(texts.length);
    expect(letters.map(({ data }) => data.toString()).sort()).toEqual(
      texts.sort(),
    );
  });

  it("gives back what was read and not removed, and never what was", async () => {
    await place.bury(["stays", "goes"].map(textMessage));
    await eventually(() =>
      withQueue(async (queue) => {
        const letters = await readAll(queue);
        const found = letters.find(({ data }) => data.toString() === "goes");
        expect(letters).toHaveLength(2);
        await queue.remove(found!);
        await queue.remove(found!); // no harm
      }),
    );
    const [left] = await takeAll(1);
    expect(left?.data.toString()).toBe("stays");
    expect(await withQueue(readAll)).toEqual([]);
  });

  it("may be read in part", async () => {
    await place.bury(["one", "two"].map(textMessage));
    await eventually(() =>
      withQueue(async (queue) => {
        const first = await queue.read().next();
        expect(first.done).toBe(false);
      }),
    );
    await takeAll(2);
  });

  it("publishes bytes and attributes on the topic that is named", async () => {
    const data = Buffer.from([0, 255, 10]);
    const attributes = { replayOf: "7", kind: "ü" };
    const messages = [{ data, attributes }, textMessage("two")];
    await withQueue((queue) => queue.publish("user-events", messages));
    await eventually(() => {
      expect(place.userEvents.messages()).toHaveLength(2);
    });
    expect(place.userEvents.messages()).toContainEqual(
      expect.objectContaining({ data, attributes }),
    );
  });

  it("refuses for good what a topic never takes", async () => {
    const empty = [{ data: Buffer.alloc(0), attributes: {} }];
    await withQueue(async (queue) => {
      const published = queue.publish("user-events", empty);
      await expect(published).rejects.toBeInstanceOf(RefusedError);
    });
  });

  it("says which topic is missing", async () => {
    await withQueue(async (queue) => {
      const published = queue.publish("no-such", [textMessage("x")]);
      await expect(published).rejects.toBeInstanceOf(UserError);
      await expect(published).rejects.toThrow(/no topic no-such/);
    });
  });
}
