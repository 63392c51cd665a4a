import { createEmbeddedBackend } from "../../local/embedded/backend.ts";
import { createEmulatorsBackend } from "../../local/emulators/backend.ts";
import { testRetention } from "../contracts/retention.ts";
import { describeOnEmulators } from "../support/emulators.ts";

testRetention(() => Promise.resolve(createEmbeddedBackend()));

describeOnEmulators("on Google's emulators", () => {
  testRetention(createEmulatorsBackend);
});
