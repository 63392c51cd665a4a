import fc from "fast-check";
import { anyCase, type Case } from "./cases.ts";
import { describeCase } from "./describe-case.ts";
import { Find } from "./find.ts";
import type { Findings } from "./findings.ts";

export interface Batch {
  readonly seed: number;
  readonly cases: number;
  /** Throws a find. */
  readonly run: (tested: Case) => Promise<void>;
  readonly findings: Findings;
  /** How long to look for a smaller example of a find. */
  readonly shrinkMs: number;
}

/** Runs the cases that a seed makes, again and again until they show nothing new. */
export async function runBatch(batch: Batch): Promise<void> {
  const { seed, cases: numRuns, run, findings, shrinkMs } = batch;
  for (;;) {
    let shown: { sentence: string; giveUpAt: number } | undefined;
    const property = fc.asyncProperty(anyCase, async (tested) => {
      if (shown && Date.now() > shown.giveUpAt) return; // small enough
      try {
        await run(tested);
      } catch (error) {
        const find = asFind(error);
        const sentence = find.message;
        const isOther = shown
          ? shown.sentence !== sentence
          : findings.isKnown(sentence);
        if (isOther) return;
        shown ??= { sentence, giveUpAt: Date.now() + shrinkMs };
        throw find;
      }
    });
    const details = await fc.check(property, { seed, numRuns });
    if (!details.failed) return;
    const [tested] = details.counterexample ?? [];
    const example = tested && describeCase(tested);
    const find = asFind(details.errorInstance);
    findings.add({ find, seed, ...(example && { example }) });
  }
}

function asFind(error: unknown): Find {
  if (error instanceof Find) return error;
  const stack = error instanceof Error ? error.stack : String(error);
  return new Find("The fuzzer itself failed on a case.", stack);
}
