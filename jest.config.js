import { availableParallelism } from "node:os";

/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "\\.ts$|/uuid/.*\\.js$": "<rootDir>/test/support/esbuild-transform.cjs",
  },
  transformIgnorePatterns: ["/node_modules/(?!uuid/)"], // which is an ES module alone
  globalSetup: "<rootDir>/test/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/support/global-teardown.ts",
  testSequencer: "<rootDir>/test/support/sequencer.cjs",
  // More workers than a small machine has cores, because most long-running tests wait for other processes.
  maxWorkers: Math.max(4, availableParallelism() - 1),
  // Generous, for a loaded machine: no test measures time.
  testTimeout: 60_000,
};
