import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { replaceMarked } from "../../scripts/replace-marked.ts";
import { toTable } from "../faults/table.ts";

it("replaces what stands between the markers, and nothing else", () => {
  const document = "a\n<!-- t -->\nold\n<!-- end of t -->\nb";
  expect(replaceMarked(document, "t", "new")).toBe(
    "a\n<!-- t -->\n\nnew\n\n<!-- end of t -->\nb",
  );
});

it("says which marker is missing", () => {
  expect(() => replaceMarked("text", "t", "new")).toThrow("<!-- t -->");
});

it.each(["table", "soak"])("docs/reliability.md has a place for %s", (name) => {
  const document = readFileSync("docs/reliability.md", "utf8");
  expect(replaceMarked(document, name, toTable([]))).toContain("| lost |");
});
