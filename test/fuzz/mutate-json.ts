import fc from "fast-check";
import { hostileJson } from "./hostile.ts";

type Path = readonly (string | number)[];

/** One change of a JSON document: at the place with this number, counted round. */
interface Change {
  readonly kind: "replace" | "remove" | "rename" | "repeat";
  readonly place: number;
  readonly json: string;
  readonly key: string;
}

const anyChange: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("replace", "replace", "remove", "rename", "repeat"),
  place: fc.nat(60),
  json: hostileJson,
  key: fc.constantFrom("__proto__", "constructor", "toString", "", "receipts"),
});

/** A document with a few of its places changed, as JSON text. */
export function mutatedJson(document: unknown): fc.Arbitrary<string> {
  const text = JSON.stringify(document);
  return fc
    .array(anyChange, { minLength: 1, maxLength: 3 })
    .map((changes) => change(text, changes));
}

function change(text: string, changes: readonly Change[]): string {
  const root = { document: JSON.parse(text) as unknown };
  const texts: string[] = [];
  for (const { kind, place, json, key } of changes) {
    const paths = pathsOf(root.document, ["document"]);
    const path = paths[place % paths.length] ?? ["document"];
    const holder = resolve(root, path.slice(0, -1));
    const name = path.at(-1) ?? "";
    const before = holder[name];
    // Text that is no JavaScript value is put in at the end, where its number stands.
    const hold = (json: string) => `@@${texts.push(json) - 1}@@`;
    if (kind === "replace") holder[name] = hold(json);
    else if (path.length > 1) delete holder[name];
    if (kind === "rename") define(holder, key, before);
    if (kind === "repeat") {
      const again = JSON.stringify(before ?? null);
      holder[name] = hold(`${again}, ${JSON.stringify(name)}: ${json}`);
    }
  }
  return JSON.stringify(root.document ?? null).replace(
    /"@@(\d+)@@"/g,
    (_, index) => texts[Number(index)] ?? "",
  );
}

function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, part]) =>
    pathsOf(part, [...path, key]),
  );
  return [path, ...below];
}

function resolve(root: object, path: Path): Record<string, unknown> {
  let value = root as Record<string, unknown>;
  for (const key of path) value = value[key] as Record<string, unknown>;
  return value;
}

/** Also where the key is `__proto__`, which an assignment would take for another thing. */
function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
