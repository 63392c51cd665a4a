import { createEmbeddedBackend } from "../../local/embedded/infrastructure.ts";
import { createEmulatorsBackend } from "../../local/emulators/infrastructure.ts";
import { testRetention } from "../contracts/retention.ts";
import { describeOnEmulators } from "../support/emulators.ts";

testRetention(() => Promise.resolve(createEmbeddedBackend()));

describeOnEmulators("on Google's emulators", () => {
  testRetention(createEmulatorsBackend);
});
