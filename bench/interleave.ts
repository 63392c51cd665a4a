/** What one subject came to in one round, by quantity. */
export type Sample = Readonly<Record<string, number>>;

export interface Subject {
  readonly name: string;
  measure(): Promise<Sample>;
}

/** The samples of each subject, in the order of the rounds. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

/**
 * Measures the subjects in turn, A B C A B C …, so that what the machine does besides hits all of them alike.
 * @param step is called after each measurement
 */
export async function interleave(
  subjects: readonly Subject[],
  rounds: number,
  step: () => void,
): Promise<Samples> {
  const samples = new Map<string, Sample[]>(
    subjects.map(({ name }) => [name, []]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const subject of subjects) {
      samples.get(subject.name)?.push(await subject.measure());
      step();
    }
  }
  return samples;
}

/** One quantity of a subject, in the order of the rounds. */
export function valuesOf(
  samples: Samples,
  subject: string,
  quantity: string,
): number[] {
  const found = samples.get(subject);
  if (!found) throw new Error(`Nothing was measured of ${subject}.`);
  return found.map((sample) => sample[quantity] ?? NaN);
}
