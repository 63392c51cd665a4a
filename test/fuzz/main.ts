import { Command, InvalidArgumentError } from "commander";
import type { FoundCase } from "./findings.ts";
import { BATCH, fuzz, type FuzzResult } from "./fuzz.ts";

// As deployed: the framework prints and shows more otherwise.
process.env.NODE_ENV ||= "production";

const { cases, seed } = new Command("npm run fuzz --")
  .description(
    "Sends hostile requests to the three functions, over HTTP, and looks for anything that must not be.",
  )
  .option("--cases <n>", "how many", parseNumber, 100_000)
  .option(
    "--seed <n>",
    "what the cases are made from: the same ones again (default: another one each time)",
    parseNumber,
  )
  .parse()
  .opts<{ cases: number; seed?: number }>();

await run(cases, seed ?? Date.now() % 1_000_000_000);

async function run(cases: number, seed: number): Promise<void> {
  const isTerminal = process.stdout.isTTY;
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const rssAtStart = rss();
  let warmRss = rssAtStart; // once everything is loaded and has run
  let shownAt = 0;
  console.log(`${number(cases)} cases from the seed ${seed}.`);
  const result = await fuzz({
    cases,
    seed,
    onProgress({ cases: done, finds }, print) {
      if (done <= cases / 10) warmRss = rss();
      const isDue = seconds() - shownAt > (isTerminal ? 0.5 : 10);
      if (!isDue) return;
      shownAt = seconds();
      const speed = number(Math.round(done / shownAt));
      const line = `${number(done)} of ${number(cases)} cases, ${speed} a second, ${finds} finds, ${rss()}`;
      print(isTerminal ? `\r\x1b[K${line}` : `${line}\n`);
    },
  });
  if (isTerminal) process.stdout.write("\r\x1b[K");
  report(result);
  console.log(
    `${number(result.cases)} cases in ${seconds().toFixed(0)} s, resident memory ${rssAtStart} at the start, ${warmRss} after a tenth, ${rss()} at the end.`,
  );
  const { length } = result.found;
  console.log(length === 0 ? "Nothing was found." : `Finds: ${length}.`);
  process.exitCode = length === 0 ? 0 : 1;
}

function report({ reached, found }: FuzzResult): void {
  for (const [way, count] of [...reached].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    console.log(`  ${number(count).padStart(9)}  ${way}`);
  }
  found.forEach(printFind);
}

function printFind({ find, seed, example = "" }: FoundCase): void {
  console.log(`\n${find.message}\n  ${example}\n  ${find.details}`);
  if (seed === undefined) return;
  console.log(`  Again: npm run fuzz -- --seed ${seed} --cases ${BATCH}`);
}

function parseNumber(text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError("It is a whole number from 1 to 999999999.");
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function rss(): string {
  return `${Math.round(process.memoryUsage.rss() / 1_048_576)} MB`;
}
