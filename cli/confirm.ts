import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** Asks until Enter; true for a yes alone. The end of the input and Ctrl-C are a no. */
export async function confirm(
  question: string,
  input: Readable,
  output: Writable,
): Promise<boolean> {
  const lines = createInterface({ input, output });
  try {
    return await new Promise<boolean>((resolve) => {
      lines.once("close", () => resolve(false));
      lines.once("SIGINT", () => resolve(false));
      lines.question(`${question} [y/N] `, (answer) => {
        resolve(/^(y|yes)$/i.test(answer.trim()));
      });
    });
  } finally {
    lines.close();
  }
}
