import fc from "fast-check";
import { parseJson } from "../../shared/json.ts";
import { AGENT_WITH_KEYS, KEYS, sign } from "./constants.ts";

type Header = readonly [name: string, value: string];

const NAME = "X-Goog-Signature";

/** The keys that are valid for a body, by the rule in the README: an agent with keys of its own has no others. */
function keysFor(json: unknown): string[] {
  const { agent } = (json ?? {}) as { agent?: unknown };
  return agent === AGENT_WITH_KEYS ? [KEYS.own] : [KEYS.current, KEYS.previous];
}

/** The signatures of a body that are valid; `json` is the body, parsed. */
export function validSignatures(body: Buffer, json: unknown): string[] {
  return keysFor(json).map((key) => sign(body, key));
}

/** What the headers hold of signatures. */
export function signaturesIn(headers: readonly Header[]): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === NAME.toLowerCase())
    .map(([, value]) => value.trim());
}

type Signing = (body: Buffer) => Header[];

const by =
  (key: string, change = (signature: string) => signature): Signing =>
  (body) => [[NAME, change(sign(body, key))]];

const rightly: Signing = (body) => {
  const valid = validSignatures(body, parseJson(body.toString()));
  return [[NAME, valid.at(-1) ?? ""]];
};

/** Ways to sign a body wrongly, or nearly right. */
const wrongly: Signing[] = [
  () => [],
  by("guessed"),
  by(""),
  by(KEYS.own),
  by(KEYS.current),
  () => [[NAME, KEYS.current]],
  () => [[NAME, ""]],
  (body) => by(KEYS.current)(Buffer.concat([body, Buffer.from(" ")])),
  by(KEYS.current, (signature) => signature.toLowerCase()),
  by(KEYS.current, (signature) => signature.replaceAll("=", "")),
  by(KEYS.current, (signature) => `${signature}=`),
  by(KEYS.current, (signature) => `sha512=${signature}`),
  by(KEYS.current, (signature) =>
    Buffer.from(signature, "base64").toString("hex"),
  ),
  by(KEYS.current, (signature) => `${signature}, ${signature}`),
  (body) => [...by(KEYS.current)(body), ...by(KEYS.current)(body)],
  (body) => [...by("guessed")(body), ...by(KEYS.current)(body)],
  (body) => by(KEYS.current)(Buffer.from(body.toString().trim())),
];

/** How a body is signed: mostly as it should be, since only such bodies get far. */
export const signing: fc.Arbitrary<Signing> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(rightly) },
  { weight: 2, arbitrary: fc.constantFrom(...wrongly) },
  // The key of another agent's, or of all others.
  { weight: 1, arbitrary: fc.constantFrom(by(KEYS.own), by(KEYS.current)) },
);
