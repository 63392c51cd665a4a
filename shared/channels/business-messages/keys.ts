import { z } from "zod";
import { parseConfiguration, type Environment } from "../../configuration.ts";
import { parseJson } from "../../json.ts";

const SHAPE =
  'is not a JSON object of lists of keys, such as {"default": ["key"], "brands/B/agents/A": ["key"]}';

const KeyLists = z.record(
  z
    .string()
    .regex(
      /^(default|brands\/[^/]+\/agents\/[^/]+)$/,
      'has an entry that is neither "default" nor an agent\'s name, such as brands/B/agents/A',
    ),
  z.array(z.string().min(1)).min(1),
);

const Variables = z.object({
  WEBHOOK_KEYS: z.string().transform((text, context) => {
    const result = KeyLists.safeParse(parseJson(text));
    if (result.success && Object.keys(result.data).length > 0) {
      return new Map(Object.entries(result.data));
    }
    // Never the value: it is a secret.
    const badName = result.error?.issues.find(
      (issue) => issue.code === "invalid_key",
    );
    context.addIssue(badName?.issues[0]?.message ?? SHAPE);
    return z.NEVER;
  }),
});

export interface Keys {
  /** The keys that are valid for an agent: its own if it has any, else the default ones. */
  of(agent: string | undefined): readonly string[];
  /** Every key: each is also a client token of the handshake. */
  all(): readonly string[];
  /** Every list by its name: `default`, or an agent's. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** Reads WEBHOOK_KEYS: several keys may be valid at once, so that they can be rotated. */
export function parseKeys(environment: Environment): Keys {
  const { WEBHOOK_KEYS: lists } = parseConfiguration(Variables, environment);
  return {
    of: (agent) =>
      (agent === undefined ? undefined : lists.get(agent)) ??
      lists.get("default") ??
      [],
    all: () => [...lists.values()].flat(),
    lists,
  };
}
