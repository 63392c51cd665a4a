import type { ReceiptType } from "../../../shared/events/receipt-event.ts";

/** What a payload says, read by the platform's documentation and not by the code. */
export interface SentEvent {
  readonly agent: string | undefined;
  /** What is reported of which message, whether it can be used or not. */
  readonly receipts: readonly { message: unknown; type: unknown }[];
  /** Whether it is for the agent's own backend. */
  readonly isUserEvent: boolean;
}

/** A payload that is signed but can't be used. */
export interface UnusablePayload {
  readonly body: string;
  /** A message whose READ is in the same payload, and can. */
  readonly good?: string;
}

/** What fuzzers and fault suites know of a platform: written down once more, since it must not be the code's own. */
export interface ChannelRules {
  /** An agent that has keys of its own. */
  readonly otherAgent: string;
  /** The variable that holds the webhook's keys. */
  readonly keysVariable: string;
  /** What the variables of the platform's API begin with. */
  readonly apiVariables: string;
  /** What the platform can report. */
  readonly reports: readonly ReceiptType[];
  /** Of how many messages one payload may report. */
  readonly mostReceipts: number;
  /** What shares a queue of the platform's, so that a request that fails holds all of it up. */
  readonly queueOf: (agent: string) => string;
  /** A message of the documented agent's. */
  readonly message: string;
  /** The form of a message's name; of its ids, safe-path.ts knows more. */
  readonly namePattern: RegExp;
  /** Whether such a name may be logged. */
  readonly isNameLogged: boolean;
  /** Documented events, without what they come in. */
  readonly documented: readonly object[];
  /** The body that an event comes in. */
  readonly wrap: (event: Buffer) => Buffer;
  /** What a body's signature is over; undefined if nothing in the body can be. */
  readonly signedPart: (body: Buffer) => Buffer | undefined;
  /** @param event what the signature is over, parsed */
  readonly read: (event: unknown) => SentEvent;
  /** A new message of a user's to the agent. */
  readonly newUserMessage: (agent: string, text: string) => object;
  /**
   * @param marker is in each, in what is signed
   * @param time of what is good in it
   */
  readonly unusable: (marker: string, time: string) => UnusablePayload[];
}

/** The fields of a JSON object; none of anything else. */
export function fieldsOf(json: unknown): ReadonlyMap<string, unknown> {
  const isObject =
    typeof json === "object" && json !== null && !Array.isArray(json);
  return new Map(isObject ? Object.entries(json) : []);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
