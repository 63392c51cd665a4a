import { afterAll, beforeAll, describe } from "@jest/globals";
import { testPipelineOf } from "../../contracts/pipeline-of-channel.ts";
import type { StackUnderTest } from "../../support/stack.ts";
import { startWhatsAppStack } from "./stack.ts";
import { whatsappUnderTest } from "./under-test.ts";

describe("the whole service, over a channel that is written from docs/channels.md", () => {
  let stack: StackUnderTest;
  beforeAll(async () => {
    stack = await startWhatsAppStack();
  });
  afterAll(() => stack.close());

  testPipelineOf(whatsappUnderTest, () => stack);
});
