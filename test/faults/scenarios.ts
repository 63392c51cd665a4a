import { emulatorFaults } from "./scenarios/emulators.ts";
import { functionFaults } from "./scenarios/functions.ts";
import { messageFaults } from "./scenarios/messages.ts";
import { platformFaults } from "./scenarios/platform.ts";
import type { Scenario } from "./scenario.ts";

/** Every fault that is tried, the slowest last. */
export const SCENARIOS: readonly Scenario[] = [
  ...messageFaults,
  ...functionFaults,
  ...emulatorFaults,
  ...platformFaults,
];

/** A few of each kind that are quick. */
export const QUICK = new Set([
  "repeated",
  "poison",
  "kill-store-receipt",
  "pubsub-frozen",
  "platform-500",
]);
