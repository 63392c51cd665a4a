import { testDeadLetters } from "../contracts/dead-letters.ts";
import { createStallingProxy } from "../support/stalling-proxy.ts";

testDeadLetters("embedded", ({ url }) =>
  Promise.resolve({
    options: ["--url", url],
    async midway() {
      const proxy = await createStallingProxy(url, 30);
      return {
        options: ["--url", proxy.url],
        reached: () => proxy.stalled,
        close: () => proxy.close(),
      };
    },
  }),
);
