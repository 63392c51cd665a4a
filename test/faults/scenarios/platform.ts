import type { Scenario } from "../scenario.ts";
import type { Mix } from "../traffic.ts";

const MANY_READS: Mix = { delivered: 10, read: 10, agentRead: 40 };

/** What the platform's API may answer, or not answer, while agents read messages. */
export const platformFaults: readonly Scenario[] = [
  answers("429", "429 with Retry-After", { status: 429, retryAfter: 1 }),
  answers("500", "500", { status: 500 }),
  answers("403", "403", { status: 403 }),
  answers("404", "404", { status: 404 }),
  answers("hangs", "nothing: it hangs", { hang: true }),
  answers("resets", "nothing: it breaks the connection", { reset: true }),
  answers("malformedResponse", "200 with a page that is not JSON", {
    malformedResponse: true,
  }),
  answers("503", "503", { status: 503 }),
  answers("401", "401", { status: 401 }),
];

function answers(
  name: string,
  words: string,
  failure: Record<string, unknown>,
): Scenario {
  return {
    name: `platform-${name}`,
    fault: `the platform's API answers ${words}`,
    mix: MANY_READS,
    lastsMs: 6000,
    inject: (world) => world.platform.fail(failure),
    recover: (world) => world.platform.heal(),
  };
}
