import { createHmac } from "node:crypto";
import { CHANNELS } from "../support/channels.ts";

/** Every key that the webhook knows, of whichever channel. */
export const ALL_KEYS = CHANNELS.flatMap(({ keys }) => Object.values(keys));

export const TOPICS = {
  receipts: "projects/p/topics/receipts",
  userEvents: "projects/p/topics/user-events",
  deadLetters: "projects/p/topics/dead-letters",
};

/** What the calls of the platforms' APIs are authorised with. */
export const TOKEN = "token-4714-private";

/** The webhook's cap: low, so that a body around it costs little. */
export const MAX_BODY_BYTES = 65_536;

/** What no log may hold: put where users' words are. Short enough for what JSON.parse quotes in its errors. */
export const MARK = "xyzzy";

/** The digits of a user's phone number: no log may hold them, however the number is written. */
export const PHONE_DIGITS = "5551234567";

/** By the platforms' documentation ("Receive messages", "Webhooks"): written anew, to check the code's own. */
export function sign(bytes: Buffer, key: string): string {
  return createHmac("sha512", key).update(bytes).digest("base64");
}
