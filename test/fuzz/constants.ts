import { createHmac } from "node:crypto";

/** An agent with keys of its own; every other one has the default keys. */
export const AGENT_WITH_KEYS = "brands/own-brand/agents/own-agent";

/** Every key that the webhook knows. */
export const KEYS = {
  current: "key-current-4711",
  previous: "key-previous-4712",
  own: "key-own-4713",
};

export const WEBHOOK_KEYS = JSON.stringify({
  default: [KEYS.current, KEYS.previous],
  [AGENT_WITH_KEYS]: [KEYS.own],
});

export const TOPICS = {
  receipts: "projects/p/topics/receipts",
  userEvents: "projects/p/topics/user-events",
  deadLetters: "projects/p/topics/dead-letters",
};

/** What the calls of the platform's API are authorised with. */
export const TOKEN = "token-4714-private";

/** The webhook's cap: low, so that a body around it costs little. */
export const MAX_BODY_BYTES = 65_536;

/** What no log may hold: put where users' words are. Short enough for what JSON.parse quotes in its errors. */
export const MARK = "xyzzy";

/** Business Messages, "Receive messages": written anew, to check the code's own. */
export function sign(rawBody: Buffer, key: string): string {
  return createHmac("sha512", key).update(rawBody).digest("base64");
}
