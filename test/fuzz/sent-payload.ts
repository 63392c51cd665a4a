import { parseJson } from "../../shared/runtime/json.ts";
import type { SentEvent } from "../support/channel-rules/rules.ts";
import { fieldsOf, textOf } from "../support/channel-rules/rules.ts";
import type { ServedChannel } from "../support/channels.ts";
import { channelAt } from "./paths.ts";
import { signaturesIn, validSignatures } from "./signing.ts";
import type { WebhookCase } from "./webhook-cases.ts";

/** What a request to the webhook holds, read by the rules in the README, not by the code. */
export interface SentPayload extends SentEvent {
  /** Whose webhook it was sent to; undefined if the path is nobody's. */
  readonly of: ServedChannel | undefined;
  /** Undefined if the body is not JSON. */
  readonly json: unknown;
  /** The client token, if this is a handshake. */
  readonly clientToken: string | undefined;
  /** What a signature has to be over. */
  readonly signed: Buffer | undefined;
  readonly isSigned: boolean;
}

export function readSentPayload(tested: WebhookCase): SentPayload {
  const { body, target } = tested.request;
  const of = channelAt(target);
  const json = parseJson(body.toString());
  const fields = fieldsOf(json);
  const hasSecret = textOf(fields.get("secret")) !== undefined;
  const signed = of?.rules.signedPart(body);
  const event = signed && parseJson(signed.toString());
  return {
    of,
    json,
    clientToken: hasSecret ? textOf(fields.get("clientToken")) : undefined,
    signed,
    isSigned: of !== undefined && isSigned(tested, of, signed),
    ...(of?.rules.read(event) ?? NOTHING),
  };
}

const NOTHING = { agent: undefined, receipts: [], isUserEvent: false };

/** Whether there is just one signature, and one by a key that is valid for the body. */
function isSigned(
  { request, wire }: WebhookCase,
  of: ServedChannel,
  signed: Buffer | undefined,
): boolean {
  const valid = validSignatures(of, request.body);
  if (wire.ending === "idle") {
    // Changes of the bytes may have made a signature right that was wrong.
    const isSent = valid.some((signature) => wire.bytes.includes(signature));
    const parts = signed ? [signed, signed.toString("base64")] : [];
    return isSent && parts.some((part) => wire.bytes.includes(part));
  }
  const [signature = "", ...others] = signaturesIn(request.headers);
  return others.length === 0 && valid.includes(signature);
}
