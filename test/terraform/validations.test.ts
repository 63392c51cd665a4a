import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";

/** Each variable of a module, and the conditions on its value. */
function variablesOf(module: string) {
  const [, ...variables] = readFileSync(`${module}/variables.tf`, "utf8").split(
    /^variable "/m,
  );
  return variables.map((text) => {
    const [name = ""] = text.split('"');
    const validations = text.split(/^ {2}validation \{$/m).slice(1);
    return { name, validations };
  });
}

describe.each(["terraform", "terraform/bootstrap"])("in %s", (module) => {
  const variables = variablesOf(module);
  const tests = readFileSync(`${module}/tests/validation.tftest.hcl`, "utf8");
  const expected = [...tests.matchAll(/expect_failures = \[([^\]]*)\]/g)]
    .map(([, names = ""]) => names)
    .join();

  it("each condition on a variable has a bad value of its own in the tests", () => {
    const conditions = variables.flatMap(({ validations }) => validations);
    expect(conditions.length).toBeGreaterThan(5);
    for (const { name, validations } of variables) {
      const bad = expected.match(new RegExp(`\\bvar\\.${name}\\b`, "g")) ?? [];
      expect([name, bad.length]).toEqual([
        name,
        Math.max(bad.length, validations.length),
      ]);
    }
  });

  it("each message names the variable that is bad", () => {
    for (const { name, validations } of variables) {
      for (const validation of validations) {
        const [, message] = /error_message = (.*)$/m.exec(validation) ?? [];
        expect(message).toContain(name);
      }
    }
  });
});
