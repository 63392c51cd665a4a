import { mkdirSync, writeFileSync } from "node:fs";
import { SCHEMAS, toJsonSchema } from "./json-schemas.ts";

// Writes docs/schemas/: the contracts of the topics, for programs in other languages.
mkdirSync("docs/schemas", { recursive: true });
for (const name of Object.keys(SCHEMAS)) {
  writeFileSync(`docs/schemas/${name}.json`, toJsonSchema(name));
}
