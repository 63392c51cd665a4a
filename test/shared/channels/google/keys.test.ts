import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import {
  ConfigurationError,
  parseConfiguration,
  type Environment,
} from "../../../../shared/runtime/configuration.ts";
import { keysVariable } from "../../../../shared/channels/google/keys.ts";

const AGENT = "brands/B/agents/A";
const OTHER = "brands/B/agents/Z";

const Variables = z.object({
  BUSINESS_MESSAGES_WEBHOOK_KEYS: keysVariable({
    pattern: /^brands\/[^/]+\/agents\/[^/]+$/,
    example: "brands/B/agents/A",
  }),
});
const parseKeys = (environment: Environment) =>
  parseConfiguration(Variables, environment).BUSINESS_MESSAGES_WEBHOOK_KEYS;

function keysFrom(lists: object) {
  return parseKeys({ BUSINESS_MESSAGES_WEBHOOK_KEYS: JSON.stringify(lists) });
}

describe("the keys of an agent", () => {
  const keys = keysFrom({ default: ["d1", "d2"], [AGENT]: ["a1", "a2"] });

  it.each([
    ["its own, if it has any: they shadow the default ones", AGENT, "a1,a2"],
    ["the default ones, if it has none", OTHER, "d1,d2"],
    ["the default ones, if the payload names none", undefined, "d1,d2"],
    ["the default ones, if it is named __proto__", "__proto__", "d1,d2"],
    ["the default ones, if it is named constructor", "constructor", "d1,d2"],
  ])("are %s", (_, agent, expected) => {
    expect(keys.forAgent(agent).join()).toBe(expected);
  });

  it.each([[OTHER], [undefined], ["__proto__"]])(
    "are none for %s, if there are no default ones",
    (agent) => {
      expect(keysFrom({ [AGENT]: ["a1"] }).forAgent(agent)).toEqual([]);
    },
  );
});

describe("all keys", () => {
  it("are those of every list", () => {
    const keys = keysFrom({ default: ["d1"], [AGENT]: ["a1", "a2"] });
    expect(keys.all()).toEqual(["d1", "a1", "a2"]);
  });
});

describe("BUSINESS_MESSAGES_WEBHOOK_KEYS", () => {
  it.each([
    ["no JSON", "hush"],
    ["JSON cut short", '{"default": ["hush"]'],
    ["text", '"hush"'],
    ["null", "null"],
    ["a list", '["hush"]'],
    ["no list at all", "{}"],
    ["a key that is in no list", '{"default": "hush"}'],
    ["an empty list", '{"default": []}'],
    ["an empty key", '{"default": ["hush", ""]}'],
    ["a key that is no text", '{"default": ["hush", 7]}'],
    ["a list within a list", '{"default": [["hush"]]}'],
    ["one bad list among good ones", `{"default": ["hush"], "${AGENT}": null}`],
    ["nothing but a list for __proto__", '{"__proto__": ["hush"]}'],
  ])("is refused as %s, without its value", (_, text) => {
    expect(problemOf({ BUSINESS_MESSAGES_WEBHOOK_KEYS: text })).toBe(
      'BUSINESS_MESSAGES_WEBHOOK_KEYS is not a JSON object of lists of keys, such as {"default": ["key"], "brands/B/agents/A": ["key"]}.',
    );
  });

  it.each([
    ["an agent's id alone", "hush"],
    ["an agent without a brand", "agents/hush"],
    ["a brand without an agent", "brands/hush"],
    ["a name with more behind it", "brands/B/agents/A/hush"],
    ["a default in capital letters", "DEFAULT"],
    ["what only ends like a default", "hush-default"],
  ])("is refused with a list for %s, without its value", (_, name) => {
    const text = JSON.stringify({ default: ["hush"], [name]: ["hush"] });
    expect(problemOf({ BUSINESS_MESSAGES_WEBHOOK_KEYS: text })).toBe(
      'BUSINESS_MESSAGES_WEBHOOK_KEYS has an entry that is neither "default" nor an agent\'s name, such as brands/B/agents/A.',
    );
  });

  it.each([[undefined], [""]])("has to be set, and not to %j", (value) => {
    expect(problemOf({ BUSINESS_MESSAGES_WEBHOOK_KEYS: value })).toBe(
      "BUSINESS_MESSAGES_WEBHOOK_KEYS is not set.",
    );
  });
});

function problemOf(environment: {
  BUSINESS_MESSAGES_WEBHOOK_KEYS: string | undefined;
}) {
  try {
    parseKeys(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.join("\n");
  }
  return undefined;
}
