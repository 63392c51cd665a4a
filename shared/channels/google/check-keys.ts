import { createHash } from "node:crypto";
import type { KeyCheck } from "../channel.ts";
import type { Keys } from "./keys.ts";
import { isSignedByOneOf } from "./signature.ts";

/** Tries every key of every list, those included that are not valid for the agent. */
export function checkKeys(
  keys: Keys,
  agent: string | undefined,
  signed: Buffer,
  signature: string,
): KeyCheck {
  const valid = keys.of(agent);
  const checked = [...keys.lists].flatMap(([list, inList]) =>
    inList.map((key, index) => ({
      list,
      place: index + 1,
      fingerprint: fingerprintOf(key),
      signed: isSignedByOneOf([key], signed, signature),
      valid: inList === valid,
    })),
  );
  return { agent, keys: checked };
}

/** Enough to tell keys apart, too little to tell what they are. */
function fingerprintOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 8);
}
