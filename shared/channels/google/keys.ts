import * as z from "zod";
import { parseJson } from "../../runtime/json.ts";

export interface Keys {
  /** The keys that are valid for an agent: its own if it has any, else the default ones. */
  forAgent(agent: string | undefined): readonly string[];
  /** Every key: each is also a client token of the handshake. */
  all(): readonly string[];
  /** Every list by its name: `default`, or an agent's. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/**
 * A variable that holds lists of keys as JSON, by agents' names: several keys may be valid at once, so that they
 * can be rotated.
 * @param agent how an agent is named, and an example
 */
export function keysVariable(agent: { pattern: RegExp; example: string }) {
  const { pattern, example } = agent;
  const KeyLists = z.record(
    z
      .string()
      .refine(
        (name) => name === "default" || pattern.test(name),
        `has an entry that is neither "default" nor an agent's name, such as ${example}`,
      ),
    z.array(z.string().min(1)).min(1),
  );
  return z.string().transform((text, context) => {
    const result = KeyLists.safeParse(parseJson(text));
    if (result.success && Object.keys(result.data).length > 0) {
      return toKeys(new Map(Object.entries(result.data)));
    }
    // Never the value: it is a secret.
    const badName = result.error?.issues.find(
      (issue) => issue.code === "invalid_key",
    );
    context.addIssue(
      badName?.issues[0]?.message ??
        `is not a JSON object of lists of keys, such as {"default": ["key"], "${example}": ["key"]}`,
    );
    return z.NEVER;
  });
}

function toKeys(lists: ReadonlyMap<string, readonly string[]>): Keys {
  return {
    forAgent: (agent) =>
      (agent === undefined ? undefined : lists.get(agent)) ??
      lists.get("default") ??
      [],
    all: () => [...lists.values()].flat(),
    lists,
  };
}
