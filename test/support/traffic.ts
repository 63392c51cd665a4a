import type { Channel } from "../../shared/channels/channel.ts";
import { createSample } from "./sample.ts";
import { eventually } from "./eventually.ts";

const AT_ONCE = 4;

export interface Delivered {
  readonly message: string;
  readonly key: string;
  readonly status: number;
}

/** What a platform sends without a pause: requests of one receipt each, several at once. */
export interface Traffic {
  readonly delivered: readonly Delivered[];
  /** Signs from now on with these keys by turns, as servers do that don't switch at once; waits until no other is under way. */
  signWith(...keys: string[]): Promise<void>;
  /** Waits until so many more requests are answered. */
  flow(count: number): Promise<void>;
  /** Waits for the last answers. */
  stop(): Promise<void>;
}

export function startTraffic(
  url: string,
  channel: Channel,
  agent: string,
  firstKey: string,
): Traffic {
  const delivered: Delivered[] = [];
  const underWay = new Set<{ key: string }>();
  let keys = [firstKey];
  let isWanted = true;

  const sendAll = async () => {
    for (let turn = 0; isWanted; turn++) {
      const request = { key: keys[turn % keys.length] ?? firstKey };
      underWay.add(request);
      delivered.push(await deliver(url, channel, agent, request.key));
      underWay.delete(request);
    }
  };
  const ended = Promise.all(Array.from({ length: AT_ONCE }, sendAll));

  return {
    delivered,
    async signWith(...wanted) {
      keys = wanted;
      await eventually(() => {
        const others = [...underWay].filter(({ key }) => !wanted.includes(key));
        if (others.length > 0) throw new Error("Others are still under way.");
      });
    },
    async flow(count) {
      const goal = delivered.length + count;
      await Promise.race([
        ended, // it broke
        eventually(() => {
          if (delivered.length < goal) throw new Error("Not enough answers.");
        }),
      ]);
    },
    async stop() {
      isWanted = false;
      await ended;
    },
  };
}

/** Sends a receipt for a message of its own. */
export async function deliver(
  url: string,
  channel: Channel,
  agent: string,
  key: string,
): Promise<Delivered> {
  const sample = createSample({ agent, key }, channel);
  const { headers, body, messages } = sample;
  const response = await fetch(url, { method: "POST", headers, body });
  await response.arrayBuffer();
  return { message: messages[0] ?? "", key, status: response.status };
}
