import { testPipeline } from "../contracts/pipeline.ts";
import { describeOnEmulators } from "../support/emulators.ts";

describeOnEmulators("on Google's emulators", () => {
  testPipeline("emulators");
});
