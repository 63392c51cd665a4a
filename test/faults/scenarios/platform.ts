import type { Scenario } from "../scenario.ts";
import type { Mix } from "../traffic.ts";

const MANY_READS: Mix = { delivered: 10, read: 10, agentRead: 40 };

/** What the platform's API may answer, or not answer, while agents read messages. */
export const platformFaults: readonly Scenario[] = [
  platformResponds("429", "429 with Retry-After", {
    status: 429,
    retryAfter: 1,
  }),
  platformResponds("500", "500", { status: 500 }),
  platformResponds("403", "403", { status: 403 }),
  platformResponds("404", "404", { status: 404 }),
  platformResponds("hangs", "nothing: it hangs", { hang: true }),
  platformResponds("resets", "nothing: it breaks the connection", {
    reset: true,
  }),
  platformResponds("malformedResponse", "200 with a page that is not JSON", {
    malformedResponse: true,
  }),
  platformResponds("503", "503", { status: 503 }),
  platformResponds("401", "401", { status: 401 }),
];

function platformResponds(
  name: string,
  words: string,
  failure: Record<string, unknown>,
): Scenario {
  return {
    name: `platform-${name}`,
    fault: `the platform's API answers ${words}`,
    mix: MANY_READS,
    lastsMs: 6000,
    inject: (environment) => environment.platform.fail(failure),
    recover: (environment) => environment.platform.heal(),
  };
}
