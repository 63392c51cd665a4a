import type { Router } from "express";
import { channels } from "../../shared/channels/channels.ts";
import type { Environment } from "../../shared/runtime/configuration.ts";
import type { Publisher } from "../../shared/pubsub/publisher.ts";
import { readDeadLetter } from "../../shared/pubsub/read-dead-letter.ts";
import type { LocalInfrastructure } from "../local-infrastructure.ts";
import type { RecordedMessages, RecordedMessage } from "../pubsub.ts";
import { toDeadLetterEntry } from "../entries.ts";
import type { PlatformObserver } from "../platform/simulator.ts";
import type { ReadState } from "../read-state.ts";
import type { Store } from "../store.ts";
import type { StackTopics } from "../topics.ts";
import { createActivity, type Activity } from "./activity.ts";
import type { Edge } from "./edges.ts";
import { createFaults } from "./faults.ts";
import { createFeed } from "./feed.ts";
import { MAX_DEAD_LETTERS } from "./limits.ts";
import { observePublisher, observeStore } from "./observe.ts";
import { createConsoleRoutes } from "./routes.ts";
import { samplesOf } from "./samples.ts";
import { createSender } from "./sender.ts";

export interface ConsoleOptions {
  readonly backend: LocalInfrastructure;
  readonly topics: StackTopics;
  readonly deadLetters: RecordedMessages;
  readonly readState: ReadState;
  /** The channels' variables, whose keys sign the samples. */
  readonly environment: Environment;
  /** Where the stack listens. */
  readonly base: string;
}

/** The page for people who look at receipts, and what it has to see of the stack. */
export interface Console {
  readonly routes: Router;
  /** To be used in place of the backend's own: what goes through them is seen. */
  readonly publisher: Publisher;
  readonly store: Store;
  readonly platform: PlatformObserver;
  readonly activity: Activity;
  close(): void;
}

const SOURCES: Record<string, Edge> = {
  receiveWebhook: "receiveWebhook>dead-letters",
  storeReceipt: "storeReceipt>dead-letters",
  "store-receipt": "storeReceipt>dead-letters",
  sendReadReceipt: "sendReadReceipt>dead-letters",
  "send-read-receipt": "sendReadReceipt>dead-letters",
};

export async function createConsole(options: ConsoleOptions): Promise<Console> {
  const { backend, topics, deadLetters, readState, base } = options;
  const activity = createActivity(() => feed.changed("traffic"));
  const faults = createFaults(`${base}/platform`, backend.bus, () =>
    feed.changed("faults"),
  );
  const feed = createFeed({
    hello: () => ({
      backend: backend.description,
      channels: channels.map((channel) => ({
        name: channel.name,
        samples: samplesOf(channel).map(({ id, label }) => ({ id, label })),
      })),
    }),
    readState,
    parts: {
      deadLetters() {
        const letters = deadLetters.messages();
        const newest = letters.slice(-MAX_DEAD_LETTERS).reverse();
        return { total: letters.length, newest: newest.map(toDeadLetterEntry) };
      },
      faults: () => faults.current(),
      traffic: () => activity.total(),
    },
  });

  const stopWatching = await backend.store.watch((name) =>
    feed.messageChanged(name),
  );
  deadLetters.watch((added?: RecordedMessage) => {
    const { source } = readDeadLetter(added?.attributes ?? {});
    const edge = SOURCES[source ?? ""];
    if (edge) activity.count(edge);
    feed.changed("deadLetters");
  });
  const publisher = observePublisher(backend.bus, topics, activity);
  const sender = createSender({ ...options, publisher });

  return {
    routes: createConsoleRoutes({ feed, faults, sender }),
    publisher,
    store: observeStore(backend.store, activity),
    platform: {
      failing: (failure) => faults.platformFails(failure),
      responded: (isGood) =>
        activity.count(
          "sendReadReceipt>platform-api",
          isGood ? "passed" : "failed",
        ),
    },
    activity,
    close() {
      stopWatching();
      feed.close();
    },
  };
}
