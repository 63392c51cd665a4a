// The part of Cloud Logging's query language that the metrics use: comparisons of a field by = or >, AND, OR and
// parentheses ("Logging query language"). Anything else is an error.

/** A log entry, as Cloud Logging keeps a line. */
export type Entry = Record<string, unknown>;

const TOKEN =
  /\s*(?:(?<sign>[()])|(?<word>AND|OR)\b|(?<path>[\w.]+)(?<operator>[=>])(?<value>"[^"]*"|\w+))/y;

/** Whether a filter lets an entry through. */
export function matches(filter: string, entry: Entry): boolean {
  const tokens = tokensOf(filter);
  // In this language OR binds tighter than AND.
  const all = () => joined("AND", any, (one, other) => one && other);
  const any = () => joined("OR", term, (one, other) => one || other);
  const result = all();
  if (tokens.length > 0) throw new Error(`Not understood: ${filter}`);
  return result;

  function joined(
    word: string,
    part: () => boolean,
    join: (one: boolean, other: boolean) => boolean,
  ): boolean {
    let result = part();
    while (tokens[0]?.word === word) {
      tokens.shift();
      result = join(part(), result);
    }
    return result;
  }

  function term(): boolean {
    const { sign, path, operator, value = "" } = tokens.shift() ?? {};
    if (sign === "(") {
      const result = all();
      if (tokens.shift()?.sign !== ")") throw new Error(`No ")": ${filter}`);
      return result;
    }
    if (path === undefined) throw new Error(`No comparison: ${filter}`);
    const found = fieldOf(entry, path);
    if (found === undefined) return false;
    return operator === ">"
      ? Number(found) > Number(value)
      : String(found) === value.replaceAll('"', "");
  }
}

/** What `EXTRACT(field)` takes out of an entry, as a label's value. */
export function extract(extractor: string, entry: Entry): string {
  const [, path] = /^EXTRACT\(([\w.]+)\)$/.exec(extractor) ?? [];
  if (path === undefined) throw new Error(`Not understood: ${extractor}`);
  const found = fieldOf(entry, path);
  return found === undefined ? "" : String(found);
}

function fieldOf(entry: Entry, path: string): string | number | undefined {
  let value: unknown = entry;
  for (const name of path.split(".")) {
    value = (value as Entry | undefined)?.[name];
  }
  return value as string | number | undefined;
}

function tokensOf(filter: string): Record<string, string | undefined>[] {
  const tokens = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < filter.trimEnd().length) {
    const found = pattern.exec(filter);
    if (!found?.groups) throw new Error(`Not understood: ${filter}`);
    tokens.push(found.groups);
  }
  return tokens;
}
