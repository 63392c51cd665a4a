import { InvalidArgumentError } from "commander";

/** Accepts a Google Cloud project's id. */
export function parseProject(text: string): string {
  if (/^[a-z][a-z0-9.:-]+$/.test(text)) return text;
  throw new InvalidArgumentError(
    "It is not a project's id, such as my-receipts.",
  );
}

/** Accepts a number of days, up to ten years. */
export function parseDays(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= 3650) return days;
  throw new InvalidArgumentError("It is not a number from 1 to 3650.");
}
