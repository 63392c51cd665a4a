import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { SCHEMAS, toJsonSchema } from "../../scripts/json-schemas.ts";

it.each(Object.keys(SCHEMAS))(
  "the published schema %s is the code's own (npm run schemas writes it)",
  (name) => {
    const published = readFileSync(`docs/schemas/${name}.json`, "utf8");
    expect(published).toBe(toJsonSchema(name));
  },
);

it.each(Object.keys(SCHEMAS))(
  "%s allows fields that it does not know, so that events can gain some",
  (name) => {
    expect(toJsonSchema(name)).not.toContain("additionalProperties");
  },
);
