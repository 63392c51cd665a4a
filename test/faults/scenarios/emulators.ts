import type { Scenario } from "../scenario.ts";

/** Faults of Google's side. The emulators keep nothing when they are killed: what they held is gone with them. */
export const emulatorFaults: readonly Scenario[] = [
  {
    name: "pubsub-frozen",
    fault: "Pub/Sub frozen (SIGSTOP), then going on",
    lastsMs: 8000,
    inject: (world) => Promise.resolve(world.pubsub.freeze()),
    recover: (world) => Promise.resolve(world.pubsub.thaw()),
  },
  {
    name: "pubsub-stopped",
    fault: "Pub/Sub killed, and started again without its topics",
    lastsMs: 5000,
    forgets: true,
    inject: (world) => world.pubsub.kill(),
    async recover(world) {
      await world.pubsub.start();
      // A topic without its subscription loses what it confirms: nobody publishes while they come back.
      await world.wire.holdPublishing();
      world.receiveWebhook.signal("SIGSTOP");
      await world.makeTopics();
      world.receiveWebhook.signal("SIGCONT");
      world.wire.releasePublishing();
    },
  },
  {
    name: "firestore-frozen",
    fault: "Firestore frozen (SIGSTOP), then going on",
    lastsMs: 10_000,
    // The answer may have come, but could not be written down.
    mayTellAgain: true,
    inject: (world) => Promise.resolve(world.firestore.freeze()),
    recover: (world) => Promise.resolve(world.firestore.thaw()),
  },
  {
    name: "firestore-stopped",
    fault: "Firestore killed, and started again empty",
    lastsMs: 5000,
    forgets: true,
    mayTellAgain: true,
    inject: (world) => world.firestore.kill(),
    recover: (world) => world.firestore.start(),
  },
];
