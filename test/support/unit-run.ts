const UNIT_RUN = "RECEIPTS_TEST_UNIT_RUN";

/** Marks this process, and every worker that it starts, as running `npm run test:unit`. */
export function beginUnitRun(): void {
  process.env[UNIT_RUN] = "1";
}

/** Throws an error in `npm run test:unit`. @param need what a unit test must not use, such as `a browser` */
export function rejectInUnitRun(need: string): void {
  if (process.env[UNIT_RUN] === undefined) return;
  throw new Error(
    `A unit test can't use ${need}. Add the test file to the list in jest.unit.config.js, so that only npm test runs it.`,
  );
}
