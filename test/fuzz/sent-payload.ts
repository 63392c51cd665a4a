import { parseJson } from "../../shared/json.ts";
import { signaturesIn, validSignatures } from "./signing.ts";
import type { WebhookCase } from "./webhook-cases.ts";

/** What a request to the webhook holds, read by the rules in the README, not by the code. */
export interface SentPayload {
  /** Undefined if the body is not JSON. */
  readonly json: unknown;
  /** The client token, if this is a handshake. */
  readonly clientToken: string | undefined;
  readonly isSigned: boolean;
  readonly agent: string | undefined;
  readonly receiptCount: number;
  readonly hasUserEvent: boolean;
}

const USER_EVENTS = [
  ...["message", "suggestionResponse", "userStatus"],
  ...["authenticationResponse", "surveyResponse"],
];

export function readSentPayload(tested: WebhookCase): SentPayload {
  const { body } = tested.request;
  const json = parseJson(body.toString());
  const isObject =
    typeof json === "object" && json !== null && !Array.isArray(json);
  const fields = new Map<string, unknown>(isObject ? Object.entries(json) : []);
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === "string" ? value : undefined;
  };
  const { receipts } = (fields.get("receipts") ?? {}) as { receipts?: unknown };
  return {
    json,
    clientToken: text("secret") === undefined ? undefined : text("clientToken"),
    isSigned: isSigned(tested, json),
    agent: text("agent"),
    receiptCount: Array.isArray(receipts) ? receipts.length : 0,
    hasUserEvent: USER_EVENTS.some((kind) => fields.get(kind) != null),
  };
}

/** Whether there is just one signature, and one by a key that is valid for the body. */
function isSigned({ request, wire }: WebhookCase, json: unknown): boolean {
  const { body, headers } = request;
  const valid = validSignatures(body, json);
  if (wire.ending === "idle") {
    // Changes of the bytes may have made a signature right that was wrong.
    const isSent = valid.some((signature) => wire.bytes.includes(signature));
    return isSent && wire.bytes.includes(body);
  }
  const [signature = "", ...others] = signaturesIn(headers);
  return others.length === 0 && valid.includes(signature);
}
