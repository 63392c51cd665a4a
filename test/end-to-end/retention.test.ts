import { createEmbeddedInfrastructure } from "../../local/embedded/infrastructure.ts";
import { createEmulatorsInfrastructure } from "../../local/emulators/infrastructure.ts";
import { testRetention } from "../contracts/retention.ts";
import { describeOnEmulators } from "../support/emulators.ts";

testRetention(() => Promise.resolve(createEmbeddedInfrastructure()));

describeOnEmulators("on Google's emulators", () => {
  testRetention(createEmulatorsInfrastructure);
});
