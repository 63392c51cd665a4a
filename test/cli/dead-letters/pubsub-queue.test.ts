import { randomUUID } from "node:crypto";
import { expect, it } from "@jest/globals";
import { createPubSubQueue } from "../../../cli/dead-letters/pubsub-queue.ts";
import type {
  DeadLetterMessage,
  DeadLetterQueue,
} from "../../../cli/dead-letters/queue.ts";
import { UserError } from "../../../shared/runtime/user-error.ts";
import { createPubSubBus } from "../../../local/emulators/pubsub.ts";
import { topicsOf } from "../../../local/topics.ts";
import {
  testLetterQueue,
  type LetterPlace,
} from "../../contracts/dead-letter-queue.ts";
import { describeOnEmulators } from "../../support/emulators.ts";
import { eventually } from "../../support/eventually.ts";
import { createLetterSubscription } from "../../support/dead-letter-subscription.ts";

async function createPlace(): Promise<LetterPlace> {
  const project = `letters-${randomUUID().slice(0, 8)}`;
  const topics = topicsOf(project);
  const bus = createPubSubBus(project, 5000);
  await bus.createTopic(topics.deadLetters);
  await bus.createTopic(topics.userEvents);
  const subscription = await createLetterSubscription(project);
  return {
    open: () =>
      createPubSubQueue({ project, subscription, idleTimeoutMs: 500 }),
    bury: (messages) => bus.publish(topics.deadLetters, messages),
    userEvents: await bus.record(topics.userEvents),
    close: () => bus.close(),
  };
}

async function readSome(
  queue: DeadLetterQueue,
): Promise<readonly DeadLetterMessage[]> {
  for await (const letters of queue.read()) return letters;
  return [];
}

describeOnEmulators("Pub/Sub's emulator", () => {
  testLetterQueue(createPlace);

  it("gives a letter to one reader at a time", async () => {
    const place = await createPlace();
    await place.bury([{ data: Buffer.from("one"), attributes: {} }]);
    const first = await place.open();
    const second = await place.open();
    const [letter] = await readSome(first);
    expect(letter?.data.toString()).toBe("one");
    expect(await readSome(second)).toEqual([]);
    await first.close();
    await eventually(async () => {
      const [again] = await readSome(second);
      expect(again?.id).toBe(letter?.id);
    });
    await second.close();
    await place.close();
  });

  it("says which subscription is missing, and where its name is found", async () => {
    const settings = { subscription: "no-such", idleTimeoutMs: 500 };
    const queue = await createPubSubQueue({ project: "p-1", ...settings });
    const read = queue.read().next();
    await expect(read).rejects.toBeInstanceOf(UserError);
    await expect(read).rejects.toThrow(
      /projects\/p-1\/subscriptions\/no-such.*terraform output dead_letters_subscription/,
    );
    await queue.close();
  });
});
