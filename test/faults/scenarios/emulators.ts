import type { Scenario } from "../scenario.ts";

/** Faults of Google's side. The emulators keep nothing when they are killed: what they held is gone with them. */
export const emulatorFaults: readonly Scenario[] = [
  {
    name: "pubsub-frozen",
    fault: "Pub/Sub frozen (SIGSTOP), then going on",
    lastsMs: 8000,
    inject: (environment) => Promise.resolve(environment.pubsub.freeze()),
    recover: (environment) => Promise.resolve(environment.pubsub.thaw()),
  },
  {
    name: "pubsub-stopped",
    fault: "Pub/Sub killed, and started again without its topics",
    lastsMs: 5000,
    forgets: true,
    inject: (environment) => environment.pubsub.kill(),
    async recover(environment) {
      await environment.pubsub.start();
      // A topic without its subscription loses what it confirms: nobody publishes while they come back.
      await environment.wire.holdPublishing();
      environment.receiveWebhook.signal("SIGSTOP");
      await environment.makeTopics();
      environment.receiveWebhook.signal("SIGCONT");
      environment.wire.releasePublishing();
    },
  },
  {
    name: "firestore-frozen",
    fault: "Firestore frozen (SIGSTOP), then going on",
    lastsMs: 10_000,
    // The answer may have come, but could not be written down.
    mayDuplicateReadReceipts: true,
    inject: (environment) => Promise.resolve(environment.firestore.freeze()),
    recover: (environment) => Promise.resolve(environment.firestore.thaw()),
  },
  {
    name: "firestore-stopped",
    fault: "Firestore killed, and started again empty",
    lastsMs: 5000,
    forgets: true,
    mayDuplicateReadReceipts: true,
    inject: (environment) => environment.firestore.kill(),
    recover: (environment) => environment.firestore.start(),
  },
];
