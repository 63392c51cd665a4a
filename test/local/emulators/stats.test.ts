import { randomUUID } from "node:crypto";
import { createFirestoreStore } from "../../../local/emulators/store.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";
import { testStats } from "../../contracts/stats.ts";
import { describeOnEmulators } from "../../support/emulators.ts";

describeOnEmulators("Firestore's emulator", () => {
  testStats(() =>
    createFirestoreStore(`stats-${randomUUID()}`, 90 * MICROS_PER_DAY),
  );
});
