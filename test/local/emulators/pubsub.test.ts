import { createPubSubBus } from "../../../local/emulators/pubsub.ts";
import { testBus } from "../../contracts/pubsub.ts";
import { describeOnEmulators } from "../../support/emulators.ts";

describeOnEmulators("Pub/Sub's emulator", () => {
  // The emulator leaves `deliveryAttempt` out, which Pub/Sub sends.
  testBus(() => createPubSubBus("receipts-test", 5000), {
    reportsAttempts: false,
  });
});
