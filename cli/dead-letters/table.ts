import { escapeControlCharacters } from "./escape-control-characters.ts";

/** Rows under a heading, each column as wide as its widest cell. */
export function toTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const cells = [heading, ...rows].map((row) =>
    row.map(escapeControlCharacters),
  );
  const widths = heading.map((_, column) =>
    cells.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
