import everything from "./jest.config.js";

/** Tests that start processes, emulators, or a browser, and a few that take long. Only `npm test` runs them. */
const OTHERS = [
  "bench/profile/locations",
  "browser/",
  "build/",
  "channels/whatsapp/pipeline",
  "cli/channels",
  "cli/dead-letters/command",
  "cli/dead-letters/pubsub-queue",
  "cli/delete-conversation\\.",
  "cli/keys-identify",
  "cli/receipts",
  "cli/send-channels",
  "cli/stats",
  "docs/deploy",
  "docs/key-examples",
  "docs/publish-examples",
  "end-to-end/",
  "functions/receive-webhook/sanitize-path",
  "functions/send-read-receipt/firestore-claims-expiry",
  "functions/store-receipt/firestore-messages-emulator",
  "fuzz/",
  "local/console/faults",
  "local/console/routes",
  "local/demo",
  "local/remote-console/firestore",
  "local/emulators/",
  "local/main",
  "local/stack",
  "readme",
  "shared/runtime/disable-domains",
  "shared/channels/google/platform-scope",
  "support/find-leak",
  "terraform/check-script",
  "terraform/cloudbuild",
  "terraform/modules",
];

/**
 * Runs the unit tests. test/support/unit-guard.ts fails a test that isn't one: add its file to the list above.
 * @type {import("jest").Config}
 */
export default {
  ...everything,
  testPathIgnorePatterns: OTHERS.map((path) => `<rootDir>/test/${path}`),
  globalSetup: "<rootDir>/test/support/unit-setup.ts",
  setupFiles: ["<rootDir>/test/support/unit-guard.ts"],
};
