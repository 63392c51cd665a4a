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
  const valid = keys.forAgent(agent);
  const checked = [...keys.lists].flatMap(([agentOrDefault, keysOfAgent]) =>
    keysOfAgent.map((key, index) => ({
      agentOrDefault,
      position: index + 1,
      fingerprint: toFingerprint(key),
      signed: isSignedByOneOf([key], signed, signature),
      valid: keysOfAgent === valid,
    })),
  );
  return { agent, keys: checked };
}

/** Enough to tell keys apart, too little to tell what they are. */
function toFingerprint(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 8);
}
