import { CHANNELS, type ChannelUnderTest } from "../../support/channels.ts";
import { businessMessages, inEnvelope, rcs } from "../../support/fixtures.ts";

interface Particulars {
  readonly otherAgent: string;
  /** A documented receipt, as if of this agent. */
  readonly receiptOf: (agent: unknown) => object;
  /** The variable that holds the webhook's keys. */
  readonly keysVariable: string;
  /** What the variables of the platform's API begin with. */
  readonly apiVariables: string;
}

/** What the channels of Google's have in common, and tests have to know of each. */
export type GoogleChannel = ChannelUnderTest & Particulars;

const PARTICULARS: Readonly<Record<string, Particulars>> = {
  "business-messages": {
    otherAgent: "brands/own-brand/agents/own-agent",
    receiptOf: (agent) => ({ ...businessMessages("delivered"), agent }),
    keysVariable: "WEBHOOK_KEYS",
    apiVariables: "BUSINESS_MESSAGES_",
  },
  rcs: {
    otherAgent: "own-agent",
    receiptOf: (agentId) => inEnvelope({ ...rcs("delivered"), agentId }),
    keysVariable: "RCS_WEBHOOK_KEYS",
    apiVariables: "RCS_",
  },
};

/** One of them. */
export function googleChannel(name: string): GoogleChannel {
  const found = CHANNELS.find(({ channel }) => channel.name === name);
  const particulars = PARTICULARS[name];
  if (!found || !particulars) throw new RangeError(`There is no ${name}.`);
  return { ...found, ...particulars };
}

/** For `describe.each`: the channel's name, and the channel. */
export const EACH_GOOGLE_CHANNEL = Object.keys(PARTICULARS).map(
  (name) => [name, googleChannel(name)] as const,
);
