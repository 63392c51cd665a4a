import type { Emulators } from "../local/emulators/start.ts";
import type { Spread } from "./statistics.ts";

export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Outcome {
  readonly table: Table;
  /** The ratios that the goals are about, by `subject: quantity`. */
  readonly ratios: Readonly<Record<string, Spread>>;
}

/** One thing to measure. Its name is that of its markers in its document, too. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  /** Where its table goes, if not into docs/performance.md. */
  readonly document?: string;
  readonly needsEmulators: boolean;
  /** What else it needs and is not here, in a sentence. */
  readonly missing?: () => string | undefined;
  /** How often `step` will be called. */
  steps(isQuick: boolean): number;
  run(setting: Setting): Promise<Outcome>;
}

export interface Setting {
  readonly isQuick: boolean;
  /** Whether nothing else is measured in this run: it may take its time. */
  readonly isAlone: boolean;
  /** What is measured, built: a folder for each function, and `node_modules`. */
  readonly folder: string;
  /** Only where a bench needs them. */
  readonly emulators: Emulators | undefined;
  /** Tells the display that another measurement is done. */
  step(): void;
}
