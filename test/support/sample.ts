import type { Sample, SampleOptions } from "../../shared/channels/channel.ts";
import { channels } from "../../shared/channels/channels.ts";
import { now } from "../../shared/runtime/timestamp.ts";
import { STACK_KEY } from "./secrets.ts";

/** One webhook request as the platform would send it: a READ of a message that is made up, if nothing else is said. */
export function createSample(
  options: Partial<SampleOptions> = {},
  channel = channels[0],
): Sample {
  const [sample, ...others] = channel.simulator.createSamples({
    messages: undefined,
    count: 1,
    receiptType: "READ",
    agent: undefined,
    key: STACK_KEY,
    time: now(),
    ...options,
  });
  if (!sample || others.length > 0) throw new Error("It is not one request.");
  return sample;
}
