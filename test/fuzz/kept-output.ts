import { format } from "node:util";

export interface KeptOutput {
  /** Prints all the same. */
  print(text: string): void;
  /** Ends it: what is printed from now on is printed. */
  release(): void;
}

/** Hands over what this process prints from now on, by whatever way, instead of printing it. */
export function keepOutput(keep: (text: string) => void): KeptOutput {
  const undo: (() => void)[] = [];
  const replace = <T extends object, K extends keyof T>(
    holder: T,
    name: K,
    value: T[K],
  ) => {
    const before = holder[name];
    holder[name] = value;
    undo.push(() => {
      holder[name] = before;
    });
  };
  const stdout = process.stdout.write.bind(process.stdout);
  const write = (chunk: string | Uint8Array) => {
    keep(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
    return true;
  };
  for (const stream of [process.stdout, process.stderr]) {
    replace(stream, "write", write);
  }
  // A test runner's console does not write to the streams.
  for (const method of ["debug", "info", "log", "warn", "error"] as const) {
    replace(console, method, (...values: unknown[]) => {
      keep(`${format(...values)}\n`);
    });
  }
  return {
    print: (text) => void stdout(text),
    release: () => undo.splice(0).forEach((restore) => restore()),
  };
}
