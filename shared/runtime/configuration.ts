import type * as z from "zod";

/** Environment variables, handed in so that tests need not change the process's own. */
export type Environment = Record<string, string | undefined>;

/** Every bad variable, in one error, so that one failed deployment shows them all. Never holds a value. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is not usable. ${problems.join(" ")}`);
    this.problems = problems;
  }
}

/** Reads variables by a zod object schema; a variable set to nothing counts as unset. */
export function parseConfiguration<T extends z.ZodType>(
  schema: T,
  environment: Environment,
): z.infer<T> {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== ""),
  );
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const state = set[name] === undefined ? "is not set" : issue.message;
      return `${name} ${state}.`;
    }),
  );
}

/** Runs every parser, and throws the problems of all of them together. */
export function parseAll<T extends readonly (() => unknown)[]>(
  ...parsers: T
): { [K in keyof T]: ReturnType<T[K]> } {
  const problems: string[] = [];
  const results = parsers.map((parser) => {
    try {
      return parser();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return results as { [K in keyof T]: ReturnType<T[K]> };
}
