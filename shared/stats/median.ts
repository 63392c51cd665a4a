/** The smallest of the values that at least half of them do not exceed; undefined if there are none. */
export function getMedian(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length / 2) - 1];
}
