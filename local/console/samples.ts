import type { Channel } from "../../shared/channels/channel.ts";
import type { ConsoleSample } from "./console-sample.ts";
import { SCENARIOS } from "./scenarios.ts";

/** All samples of a channel: each kind of receipt, then what makes a day less ordinary. */
export function samplesOf(channel: Channel): ConsoleSample[] {
  return [
    ...channel.supportedReceiptTypes.map((receiptType): ConsoleSample => ({
      id: receiptType,
      label: receiptType,
      send: ({ post }) => post({ receiptType }),
    })),
    ...SCENARIOS,
  ];
}
