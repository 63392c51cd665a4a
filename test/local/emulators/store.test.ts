import { createFirestoreStore } from "../../../local/emulators/store.ts";
import { testStore } from "../../contracts/store.ts";
import { describeOnEmulators } from "../../support/emulators.ts";

const DAY = 86_400_000_000;

describeOnEmulators("Firestore's emulator", () => {
  testStore(() => createFirestoreStore("receipts-test", 90 * DAY), {
    permutations: 100,
  });
});
