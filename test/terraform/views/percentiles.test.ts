import { describe, expect, it } from "@jest/globals";
import { formatTimestamp } from "../../../shared/runtime/timestamp.ts";
import { NOW, receipt } from "../../contracts/deliveries.ts";
import { percentile } from "../../support/stats.ts";
import { CHANNELS } from "../../support/channels.ts";
import { fillWarehouse } from "./warehouse.ts";

/** So many messages that arrive at once, each read a second later than the one before; a user's likewise. */
function warehouseOf(count: number) {
  const conversation = CHANNELS[0]!.newConversation();
  const delays = Array.from({ length: count }, (_, index) => index + 1);
  return fillWarehouse({
    receipts: delays.flatMap((seconds) => {
      const message = `${conversation}/messages/${seconds}`;
      return [
        receipt(message, "READ", NOW + seconds * 1_000_000),
        receipt(message, "DELIVERED", NOW),
      ];
    }),
    agentReads: delays.map((seconds) => {
      const read = formatTimestamp(NOW + 7200 * 1_000_000);
      return {
        event: {
          message: `${conversation}/messages/user-${seconds}`,
          readTime: read,
          messageTime: formatTimestamp(NOW + (7200 - seconds) * 1_000_000),
        },
        publishTime: read,
      };
    }),
  });
}

describe.each([1, 2, 3, 19, 20, 21, 39, 40, 41, 100])(
  "of %i messages at one time",
  (count) => {
    const delays = Array.from({ length: count }, (_, index) => index + 1);
    const warehouse = warehouseOf(count);

    it.each([
      ["read_rates_daily", "seconds_to_read"],
      ["read_rates_by_hour", "seconds_to_read"],
      ["agent_responses_daily", "seconds_to_agent_read"],
    ])("%s has the median and the 95th percentile", (view, column) => {
      expect(warehouse.rows(view)).toMatchObject([
        {
          messages_with_latency: count,
          [`median_${column}`]: percentile(delays, 50),
          [`p95_${column}`]: percentile(delays, 95),
        },
      ]);
    });

    it("conversations counts each", () => {
      expect(warehouse.rows("conversations")).toMatchObject([
        { messages: count, read_lower_bound: count, agent_reads: count },
      ]);
    });
  },
);

it.each([
  [50, 1, 1],
  [50, 2, 1],
  [50, 3, 2],
  [95, 19, 19],
  [95, 20, 19],
  [95, 21, 20],
  [95, 100, 95],
])(
  "the percentile %i of %i values is the place %i",
  (percent, count, place) => {
    const values = Array.from({ length: count }, (_, index) => index + 1);
    expect(percentile(values, percent)).toBe(place);
  },
);
