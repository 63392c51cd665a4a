import type { CheckedKey, KeyCheck } from "../shared/channels/channel.ts";

/** The key that signed: a valid one, if several are the same. */
export function signerOf({ keys }: KeyCheck): CheckedKey | undefined {
  const signers = keys.filter(({ signed }) => signed);
  return signers.find(({ valid }) => valid) ?? signers[0];
}

/** Which key signed, in a sentence that holds none. */
export function describeKeyCheck(check: KeyCheck): string {
  const { keys, agent } = check;
  const whose =
    agent === undefined ? "a request without an agent" : `requests of ${agent}`;
  const signer = signerOf(check);
  if (signer === undefined) {
    const lists = [
      ...new Set(keys.map(({ agentOrDefault }) => agentOrDefault)),
    ];
    return `None of the keys (${lists.map((list) => describeList(list, keys)).join("; ")}) signed it: it was signed with another key, the signature is another request's, or the body is not as it came.`;
  }
  const count = keys.filter(
    ({ agentOrDefault }) => agentOrDefault === signer.agentOrDefault,
  ).length;
  const key = `key ${signer.position} of ${count} of ${signer.agentOrDefault} (fingerprint ${signer.fingerprint})`;
  if (signer.valid) return `Signed with ${key}, which is valid for ${whose}.`;
  const valid = keys.find((each) => each.valid)?.agentOrDefault;
  return valid === undefined
    ? `It was signed with ${key}, but no key is valid for ${whose}: there is no list default.`
    : `It was signed with ${key}, but that is not valid for ${whose}: only those of ${valid} are.`;
}

function describeList(name: string, keys: readonly CheckedKey[]): string {
  const fingerprints = keys
    .filter(({ agentOrDefault }) => agentOrDefault === name)
    .map(({ fingerprint }) => fingerprint);
  return `${name}: ${fingerprints.join(", ")}`;
}
