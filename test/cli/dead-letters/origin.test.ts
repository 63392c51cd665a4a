import { globSync, readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { getOrigin } from "../../../cli/dead-letters/origin.ts";
import { forwardedFrom } from "./dead-letter-message.ts";

const modules = globSync("terraform/*.tf").flatMap((file) =>
  readFileSync(file, "utf8").split(/^(?=module )/m),
);
const subscriptions = modules
  .filter((text) => /^ *dead_letters += local\.dead_letters$/m.test(text))
  .map((text) => /^ *name += "(.*)"$/m.exec(text)?.[1] ?? "");

it("knows every subscription that Terraform gives a dead-letter topic", () => {
  expect(subscriptions).toContain("agent-reads-send");
  for (const name of subscriptions) {
    expect([name, getOrigin(forwardedFrom(name))]).toEqual([
      name,
      name.replace(/-(store|send|bigquery)$/, ""),
    ]);
  }
});
