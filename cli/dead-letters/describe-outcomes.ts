import { escapeControlCharacters } from "./escape-control-characters.ts";
import type { Outcome } from "./replay-dead-letters.ts";

const MAX_IDS = 10;

export interface Report {
  readonly outcomes: readonly Outcome[];
  /** How many letters were not meant. */
  readonly skipped: number;
  readonly dryRun: boolean;
}

/** What became of letters, in lines: the counts last. */
export function describeOutcomes({
  outcomes,
  skipped,
  dryRun,
}: Report): string[] {
  const lines: string[] = [];
  for (const [about, group] of Map.groupBy(outcomes, describe)) {
    lines.push(`${group.length} ${about}`);
    for (const { id } of group.slice(0, MAX_IDS)) {
      lines.push(`  ${escapeControlCharacters(id)}`);
    }
    const more = group.length - MAX_IDS;
    if (more > 0) lines.push(`  and ${more} more`);
  }
  const count = (wanted: Outcome["outcome"]) =>
    outcomes.filter(({ outcome }) => outcome === wanted).length;
  const replayed = dryRun ? "Would be replayed" : "Replayed";
  lines.push(
    `${replayed} ${count("REPLAYED")}, still unusable ${count("UNUSABLE")}, failed ${count("FAILED")}, left ${skipped}.`,
  );
  return lines;
}

function describe({ outcome, topics, reason = "" }: Outcome): string {
  if (outcome === "REPLAYED") return `to ${topics.join(" and ")}:`;
  const verdict = outcome === "FAILED" ? "failed" : "still unusable";
  return `${verdict}: ${escapeControlCharacters(reason)}`;
}
