import { expect, it } from "@jest/globals";
import { createStackQueue } from "../../../cli/dead-letters/stack-queue.ts";
import { createEmbeddedInfrastructure } from "../../../local/embedded/infrastructure.ts";
import { startStack } from "../../../local/stack.ts";
import { topicsOf } from "../../../local/topics.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";
import { testLetterQueue } from "../../contracts/dead-letter-queue.ts";
import { listen } from "../../support/server.ts";

testLetterQueue(async () => {
  const backend = createEmbeddedInfrastructure();
  const stack = await startStack({
    port: 0,
    backend,
    environment: { BUSINESS_MESSAGES_WEBHOOK_KEYS: '{"default": ["k"]}' },
    retentionMicros: MICROS_PER_DAY,
    log: () => undefined,
  });
  const topics = topicsOf(backend.projectId);
  return {
    open: () => Promise.resolve(createStackQueue(stack.url)),
    bury: (messages) => backend.bus.publish(topics.deadLetters, messages),
    userEvents: await backend.bus.record(topics.userEvents),
    close: () => stack.close(),
  };
});

it.each([
  ["text", "Hello."],
  ["other JSON", '[{"id": 7}]'],
])("says that what answers is no stack, if it answers %s", async (_, text) => {
  const other = await listen((_request, response) => response.end(text));
  const read = createStackQueue(other.url).read().next();
  await expect(read).rejects.toThrow(/is no local stack/);
  await other.close();
});
