import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { expect, it } from "@jest/globals";

const require = createRequire(resolve("package.json"));
const stub = require("./scripts/bundle/google-gax.cjs") as object;

// Only for the transport over REST, which no function asks for.
const NEVER_USED = ["fallback"];

it.each([
  ["pubsub-api/build/src/v1/publisher_client.js", 20],
  ["firestore-api/build/src/v1/firestore_client.js", 20],
  ["firestore/build/src/watch.js", 5],
])("has all that %s uses of google-gax", (file, least) => {
  const code = readFileSync(`node_modules/@google-cloud/${file}`, "utf8");
  const imported = /(\w+) = require\("google-gax"\)/.exec(code)?.[1];
  const names = [imported, "gaxInstance", "_gaxModule"].filter(Boolean);
  const uses = [
    ...code.matchAll(RegExp(`\\b(?:${names.join("|")})\\.(\\w+)`, "g")),
  ].map(([, name = ""]) => name);
  expect(uses.length).toBeGreaterThan(least);
  const missing = uses.filter(
    (name) => !(name in stub) && !NEVER_USED.includes(name),
  );
  expect(missing).toEqual([]);
});
