import { InvalidArgumentError, Option } from "commander";

/** `--url` of the local stack. */
export const stackUrl = () =>
  new Option("--url <url>", "where the local stack runs")
    .default("http://localhost:8080")
    .argParser(parseUrl);

/** `--json`: for programs. */
export const json = () => new Option("--json", "print JSON");

/** Accepts http and https URLs; a slash at the end goes. */
export function parseUrl(text: string): string {
  const isHttp = URL.canParse(text) && /^https?:/.test(text);
  if (isHttp) return text.replace(/\/+$/, "");
  throw new InvalidArgumentError(
    "It is not a URL such as http://localhost:8080.",
  );
}

/** Accepts whole numbers from 1 to 5,000: what fits into a payload. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 5000) return count;
  throw new InvalidArgumentError("It is not a number from 1 to 5000.");
}
