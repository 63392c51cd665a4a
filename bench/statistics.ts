/** What repeated measurements of one thing came to. */
export interface Spread {
  readonly median: number;
  /** The lower quartile. */
  readonly low: number;
  /** The upper quartile. */
  readonly high: number;
  readonly runs: number;
}

/** The value below which a share of the values lies, between two of them if need be. */
export function quantile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) {
    throw new RangeError("There is no quantile of nothing.");
  }
  return below + (above - below) * (place - Math.floor(place));
}

export function spreadOf(values: readonly number[]): Spread {
  return {
    median: quantile(values, 0.5),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    runs: values.length,
  };
}

/** The ratio within each round, so that what slows down a whole round slows down both. */
export function ratios(
  values: readonly number[],
  reference: readonly number[],
): number[] {
  if (values.length !== reference.length) {
    throw new RangeError("Each round has to have both values.");
  }
  return values.map((value, round) => value / (reference[round] ?? NaN));
}

/** A median with its quartiles, such as `1.94 (1.90–1.99)`. */
export function formatSpread(
  { median, low, high }: Spread,
  digits: number,
): string {
  const [middle, from, to] = [median, low, high].map((value) =>
    value.toLocaleString("en-US", {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
  );
  return `${middle} (${from}–${to})`;
}
