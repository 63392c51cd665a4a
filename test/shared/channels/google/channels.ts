import { CHANNELS, type ServedChannel } from "../../../support/channels.ts";
import {
  businessMessages,
  inEnvelope,
  rcs,
} from "../../../support/fixtures.ts";

/** What the channels of Google's have in common, and tests have to know of each. */
export interface GoogleChannel
  extends
    ServedChannel,
    Pick<
      ServedChannel["rules"],
      "otherAgent" | "keysVariable" | "apiVariables"
    > {
  /** A documented receipt, as if of this agent. */
  readonly receiptOf: (agent: unknown) => object;
}

const RECEIPTS: Readonly<Record<string, GoogleChannel["receiptOf"]>> = {
  "business-messages": (agent) => ({
    ...businessMessages("delivered"),
    agent,
  }),
  rcs: (agentId) => inEnvelope({ ...rcs("delivered"), agentId }),
};

/** One of them. */
export function googleChannel(name: string): GoogleChannel {
  const found = CHANNELS.find(({ channel }) => channel.name === name);
  const receiptOf = RECEIPTS[name];
  if (!found || !receiptOf) throw new RangeError(`There is no ${name}.`);
  return { ...found.rules, ...found, receiptOf };
}

/** For `describe.each`: the channel's name, and the channel. */
export const EACH_GOOGLE_CHANNEL = Object.keys(RECEIPTS).map(
  (name) => [name, googleChannel(name)] as const,
);
