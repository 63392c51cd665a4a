import type { TestEnvironment } from "../test-environment.ts";
import type { Scenario } from "../scenario.ts";

function beUnkind({ wire, relay }: TestEnvironment, isUnkind: boolean): void {
  wire.setCopies(isUnkind ? 3 : 1);
  relay.setUnkind(isUnkind);
}

const nothing = () => Promise.resolve();

/** Faults of what is sent, nothing else being wrong. */
export const messageFaults: readonly Scenario[] = [
  {
    name: "none",
    fault: "none",
    lastsMs: 5000,
    inject: nothing,
    recover: nothing,
  },
  {
    name: "repeated",
    fault: "everything sent and delivered three times, out of order",
    lastsMs: 8000,
    inject: (environment) => Promise.resolve(beUnkind(environment, true)),
    recover: (environment) => Promise.resolve(beUnkind(environment, false)),
  },
  {
    name: "poison",
    fault: "poisoned messages at the webhook and on both topics",
    mix: {
      delivered: 20,
      read: 20,
      agentRead: 20,
      unusable: 20,
      poisonedReceipt: 10,
      poisonedAgentRead: 10,
    },
    lastsMs: 5000,
    inject: nothing,
    recover: nothing,
  },
];
