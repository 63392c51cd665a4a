import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import {
  ConfigurationError,
  parseConfiguration,
  parseAll,
} from "../../../shared/runtime/configuration.ts";

const Schema = z.object({
  TOPIC: z.string().regex(/^projects\//, "is not a topic's name"),
  DATABASE: z.string().default("receipts"),
  SECRET: z.string().regex(/^[a-z]+$/, "is not of small letters"),
});
const good = { TOPIC: "projects/p", SECRET: "open" };

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe("parseConfiguration", () => {
  it("gives what is set, and defaults for the rest", () => {
    const variables = parseConfiguration(Schema, { ...good, OTHER: "x" });
    expect(variables).toEqual({ ...good, DATABASE: "receipts" });
  });

  it("takes a variable that is set to nothing for one that is not set", () => {
    const environment = { ...good, DATABASE: "", TOPIC: "" };
    expect(problemsOf(() => parseConfiguration(Schema, environment))).toEqual([
      "TOPIC is not set.",
    ]);
    const { DATABASE } = parseConfiguration(Schema, { ...good, DATABASE: "" });
    expect(DATABASE).toBe("receipts");
  });

  it("names every bad variable in one error", () => {
    const environment = { SECRET: "HUSH" };
    expect(() => parseConfiguration(Schema, environment)).toThrow(
      "The configuration is not usable. TOPIC is not set. SECRET is not of small letters.",
    );
  });

  it("says of a variable that is set what is wrong with it", () => {
    const environment = { ...good, TOPIC: "receipts" };
    expect(problemsOf(() => parseConfiguration(Schema, environment))).toEqual([
      "TOPIC is not a topic's name.",
    ]);
  });

  it("never shows a value", () => {
    const environment = { TOPIC: "HUSH-1", SECRET: "HUSH-2" };
    const [topic, secret] = problemsOf(() =>
      parseConfiguration(Schema, environment),
    );
    expect(`${topic} ${secret}`).toContain("SECRET");
    expect(`${topic} ${secret}`).not.toContain("HUSH");
  });
});

describe("parseTogether", () => {
  const missing = (name: string) => () => {
    throw new ConfigurationError([`${name} is not set.`]);
  };

  it("gives every parser's result, in their order", () => {
    expect(
      parseAll(
        () => 1,
        () => "two",
      ),
    ).toEqual([1, "two"]);
  });

  it("throws the problems of all parsers together", () => {
    const work = () => parseAll(missing("A"), () => 1, missing("B"));
    expect(problemsOf(work)).toEqual(["A is not set.", "B is not set."]);
  });

  it("throws the problems of the only parser that has some", () => {
    const work = () => parseAll(() => 1, missing("A"));
    expect(problemsOf(work)).toEqual(["A is not set."]);
  });

  it("passes on at once what is no problem of the configuration", () => {
    const broken = () => {
      throw new TypeError("A fault in the code.");
    };
    expect(() => parseAll(missing("A"), broken)).toThrow(TypeError);
  });
});
