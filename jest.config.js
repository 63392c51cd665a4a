/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: { "\\.ts$": ["@swc/jest", { jsc: { target: "es2024" } }] },
  globalSetup: "<rootDir>/test/support/start-emulators.ts",
  globalTeardown: "<rootDir>/test/support/stop-emulators.ts",
  // Generous, for a loaded machine: no test measures time.
  testTimeout: 60_000,
};
