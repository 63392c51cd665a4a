import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import { confirm } from "../../cli/confirm.ts";
import { retainedCopiesInGoogleCloud } from "../../cli/retained-copies-in-google-cloud.ts";

const FROM = {
  project: "my-project",
  database: "receipts",
  dataset: "exports",
};

describe("confirm", () => {
  it.each([
    ["y\n", true],
    ["YES\n", true],
    ["\n", false],
    ["n\n", false],
    ["yellow\n", false],
    ["", false],
  ])("takes %j, and then the end, for %s", async (typed, agreed) => {
    const input = new PassThrough();
    input.end(typed);
    const output = new PassThrough();
    expect(await confirm("Delete it?", input, output)).toBe(agreed);
    expect(String(output.read())).toBe("Delete it? [y/N] ");
  });
});

describe("retainedCopiesInGoogleCloud", () => {
  const statementFor = (conversation: string) =>
    retainedCopiesInGoogleCloud(conversation, FROM).flatMap(
      ({ statement }) => statement ?? [],
    );

  it("names the tables and the columns that Terraform makes", () => {
    expect(statementFor("conversations/C")).toEqual([
      "DELETE FROM `my-project.exports.receipts` WHERE conversation = 'conversations/C';",
      "DELETE FROM `my-project.exports.agent_reads` WHERE STARTS_WITH(message, 'conversations/C/messages/');",
    ]);
    const tables = readFileSync("terraform/bigquery.tf", "utf8");
    for (const [table, schema, column] of [
      ["receipts", "receipts-table", "conversation"],
      ["agent_reads", "agent-reads-table", "message"],
    ]) {
      expect(tables).toMatch(
        new RegExp(`^ {4}${table} = \\{[^}]*schema += "${schema}"`, "m"),
      );
      const columns = JSON.parse(
        readFileSync(`terraform/schemas/${schema}.json`, "utf8"),
      ) as { name: string }[];
      expect(columns.map(({ name }) => name)).toContain(column);
    }
  });

  it("quotes a name that would end the statement's text", () => {
    expect(statementFor("conversations/C' OR '1'='1\\")).toEqual([
      "DELETE FROM `my-project.exports.receipts` WHERE conversation = 'conversations/C\\' OR \\'1\\'=\\'1\\\\';",
      "DELETE FROM `my-project.exports.agent_reads` WHERE STARTS_WITH(message, 'conversations/C\\' OR \\'1\\'=\\'1\\\\/messages/');",
    ]);
  });

  it("says how long things stay as Terraform sets it", () => {
    const text = JSON.stringify(retainedCopiesInGoogleCloud("c", FROM));
    const variables = readFileSync("terraform/variables.tf", "utf8");
    expect(variables).toMatch(/"topic_retention_days" \{[^}]*default += 7\n/);
    expect(readFileSync("terraform/dead-letters.tf", "utf8")).toMatch(
      /retention_days += 31\n/,
    );
    expect(text).toContain("for 7 days (topic_retention_days");
    expect(text).toContain("for 31 days");
  });
});
