import * as z from "zod";
import { parseJson } from "../../runtime/json.ts";

export interface Keys {
  /** Returns the keys that are valid for an agent: its own if it has any, otherwise the default ones. */
  forAgent(agent: string | undefined): readonly string[];
  /** Returns every key. Each one is also a client token of the webhook verification. */
  all(): readonly string[];
  /** Every list of keys, by agent name or `default`. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

const KeyLists = z
  .record(z.string(), z.array(z.string().min(1)).min(1))
  .refine((lists) => Object.keys(lists).length > 0);

/**
 * Creates the schema of a variable that holds lists of webhook keys as JSON, by agent name. Several keys may be valid
 * at once, so that they can be rotated. Its errors never contain the value, which is a secret.
 * @param agent the pattern of an agent name, and an example of one
 */
export function keysVariable(agent: { pattern: RegExp; example: string }) {
  const { pattern, example } = agent;
  const isListName = (name: string) => name === "default" || pattern.test(name);

  return z.string().transform((text, context) => {
    const lists = KeyLists.safeParse(parseJson(text)).data;
    if (!lists) {
      context.addIssue(
        `is not a JSON object of lists of keys, such as {"default": ["key"], "${example}": ["key"]}`,
      );
      return z.NEVER;
    }
    if (!Object.keys(lists).every(isListName)) {
      context.addIssue(
        `has an entry that is neither "default" nor an agent's name, such as ${example}`,
      );
      return z.NEVER;
    }
    return toKeys(new Map(Object.entries(lists)));
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
