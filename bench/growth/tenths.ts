import { formatSpread, spreadOf } from "../statistics.ts";

/** What was measured of each quantity while one tenth of the work was done. */
export type Tenth = Readonly<Record<string, readonly number[]>>;

/** Does work in ten equal parts, and measures after each. */
export async function inTenths(
  doTenth: (tenth: number) => Promise<Tenth>,
): Promise<Tenth[]> {
  const tenths: Tenth[] = [];
  for (let tenth = 0; tenth < 10; tenth++) tenths.push(await doTenth(tenth));
  return tenths;
}

/** Of one quantity: the last tenth as a multiple of the first, and both. */
export function growthCells(
  tenths: readonly Tenth[],
  quantity: string,
): string[] {
  const [first, last] = [tenths.at(0), tenths.at(-1)].map((tenth) =>
    spreadOf(tenth?.[quantity] ?? []),
  );
  if (!first || !last) throw new Error("There are no tenths.");
  const ratio = last.median / first.median;
  return [ratio.toFixed(2), formatSpread(first, 2), formatSpread(last, 2)];
}
