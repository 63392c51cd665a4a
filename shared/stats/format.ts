/** Such as 61 %; never more than is true. */
export function formatRate(rate: number | null): string {
  if (rate === null) return "–";
  // As many digits as are exact: 0.29 * 100 is a little less than 29.
  return `${Math.floor(Number((rate * 100).toPrecision(12)))} %`;
}

/** Such as 42 s, 3 min 5 s or 26 h 4 min. */
export function formatSeconds(seconds: number | null): string {
  if (seconds === null) return "–";
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
