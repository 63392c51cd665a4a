import fc from "fast-check";
import { parseJson } from "../../shared/runtime/json.ts";
import { CHANNELS, type ServedChannel } from "../support/channels.ts";
import { sign } from "./constants.ts";

type Header = readonly [name: string, value: string];

const NAME = "X-Goog-Signature";

/** The keys that are valid for an agent, by the rule in the README: one with keys of its own has no others. */
function keysFor({ keys, rules }: ServedChannel, agent: unknown): string[] {
  return agent === rules.otherAgent
    ? [keys.own]
    : [keys.current, keys.previous];
}

/** The signatures of a body that are valid. */
export function validSignatures(of: ServedChannel, body: Buffer): string[] {
  const signed = of.rules.signedPart(body);
  if (signed === undefined) return [];
  const { agent } = of.rules.read(parseJson(signed.toString()));
  return keysFor(of, agent).map((key) => sign(signed, key));
}

/** What the headers hold of signatures. */
export function signaturesIn(headers: readonly Header[]): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === NAME.toLowerCase())
    .map(([, value]) => value.trim());
}

type Signing = (body: Buffer) => Header[];

/** Ways to sign a channel's body wrongly, or nearly right. */
function wrongly(of: ServedChannel, by: By): Signing[] {
  const { current, own } = of.keys;
  const others = CHANNELS.filter((other) => other !== of);
  const over =
    (part: (body: Buffer) => Buffer): Signing =>
    (body) => [[NAME, sign(part(body), current)]];
  return [
    () => [],
    ...["guessed", "", own, current].map((key) => by(key)),
    ...others.flatMap(({ keys }) => Object.values(keys)).map((key) => by(key)),
    () => [[NAME, current]],
    () => [[NAME, ""]],
    over((body) => body),
    over((body) => Buffer.concat([body, Buffer.from(" ")])),
    over((body) => Buffer.from(body.toString().trim())),
    over(dataOf),
    by(current, (signature) => signature.toLowerCase()),
    by(current, (signature) => signature.replaceAll("=", "")),
    by(current, (signature) => `${signature}=`),
    by(current, (signature) => `sha512=${signature}`),
    by(current, (signature) =>
      Buffer.from(signature, "base64").toString("hex"),
    ),
    by(current, (signature) => `${signature}, ${signature}`),
    (body) => [...by(current)(body), ...by(current)(body)],
    (body) => [...by("guessed")(body), ...by(current)(body)],
  ];
}

/** What stands in an envelope's data, whether it is base64 or not. */
function dataOf(body: Buffer): Buffer {
  const [, data = ""] =
    /"data":\s*"([^"]*)"/.exec(body.toString("latin1")) ?? [];
  return Buffer.from(data, "latin1");
}

const overDecoded =
  (key: string): Signing =>
  (body) => [[NAME, sign(Buffer.from(dataOf(body).toString(), "base64"), key)]];

type By = (key: string, change?: (signature: string) => string) => Signing;

/** How a body is signed: mostly as it should be, since only such bodies get far. */
export function signingFor(of: ServedChannel): fc.Arbitrary<Signing> {
  const by: By =
    (key, change = (signature) => signature) =>
    (body) => [[NAME, change(sign(of.rules.signedPart(body) ?? body, key))]];
  const rightly: Signing = (body) => {
    const signature = validSignatures(of, body).at(-1);
    // Where nothing can be signed, as by somebody who decodes whatever stands there.
    return signature === undefined
      ? overDecoded(of.keys.current)(body)
      : [[NAME, signature]];
  };
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(rightly) },
    { weight: 2, arbitrary: fc.constantFrom(...wrongly(of, by)) },
    // The key of another agent's, or of all others.
    {
      weight: 1,
      arbitrary: fc.constantFrom(by(of.keys.own), by(of.keys.current)),
    },
  );
}
