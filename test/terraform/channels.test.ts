import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { channels } from "../../shared/channels/channels.ts";
import { ConfigurationError } from "../../shared/runtime/configuration.ts";
import { readAll } from "./files.ts";

// What Terraform knows of the channels has to be true of the code.

const Known = z.record(
  z.string(),
  z.strictObject({
    title: z.string(),
    example_message: z.string(),
    keys_variable: z.string(),
    api_variables: z.string(),
    api_regions: z.array(z.string()),
  }),
);
const known = Known.parse(
  JSON.parse(readFileSync("terraform/channels.json", "utf8")),
);
const CREDENTIALS = ["IMPERSONATE_SERVICE_ACCOUNT", "SERVICE_ACCOUNT_KEY"];
const readme = readFileSync("README.md", "utf8");

function problemsOf(configure: () => unknown): readonly string[] {
  try {
    configure();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/** The variables that a configuration is refused for. */
function refused(configure: () => unknown): string[] {
  const names = problemsOf(configure).map((problem) => problem.split(" ")[0]);
  return names.map(String).sort();
}

it("Terraform knows every channel, in alphabetical order like its maps", () => {
  const names = channels.map(({ name }) => name);
  expect(Object.keys(known)).toEqual(names);
  expect(names.toSorted()).toEqual(names);
});

it.each(["", "bootstrap/"])(
  "Terraform requires that the channels are chosen (terraform/%s)",
  (folder) => {
    const [, variable = ""] =
      /^variable "channels" \{\n(.*?)^\}/ms.exec(
        readAll(`${folder}variables*.tf`),
      ) ?? [];
    expect(variable).toContain("nullable");
    expect(variable).not.toMatch(/^ {2}default /m);
    expect(variable).toContain("For example, channels = { rcs = {} }.");
  },
);

describe.each(channels.map((channel) => [channel.name, channel] as const))(
  "of %s, Terraform knows",
  (name, channel) => {
    const facts = known[name]!;
    const prefix = facts.api_variables;

    it("how messages are named", () => {
      expect(facts.example_message).toBe(channel.exampleMessage);
    });

    it("the variable with the webhook's keys", () => {
      expect(refused(() => channel.createWebhook({}))).toEqual([
        facts.keys_variable,
      ]);
    });

    it("the variables of the platform's API", () => {
      const variables = ["API_URL", ...CREDENTIALS].map(
        (variable) => `${prefix}_${variable}`,
      );
      const bad = Object.fromEntries(variables.map((each) => [each, "bad"]));
      expect(refused(() => channel.createPlatform(bad))).toEqual(variables);
    });

    it("the regions of the platform's API", () => {
      const variables = { [`${prefix}_API_REGION`]: "nowhere" };
      const [problem = ""] = problemsOf(() =>
        channel.createPlatform(variables),
      );
      const [, regions] = /is not one of (.*)\.$/.exec(problem) ?? [];
      expect(regions?.split(/, | and /).sort() ?? []).toEqual(
        facts.api_regions,
      );
    });

    it("variables that the README knows, too", () => {
      const variables = ["API_URL", ...CREDENTIALS]
        .concat(facts.api_regions.length > 0 ? ["API_REGION"] : [])
        .map((variable) => `${prefix}_${variable}`);
      const rows = [
        [facts.keys_variable, "receiveWebhook"],
        ...variables.map((variable) => [variable, "sendReadReceipt"]),
      ];
      for (const [variable, of] of rows) {
        expect(readme).toMatch(
          new RegExp(`^\\| \`${variable}\` +\\| ${of} +\\|`, "m"),
        );
      }
    });
  },
);
