import { Find } from "./find.ts";
import type { Findings } from "./findings.ts";
import { keepOutput, type KeptOutput } from "./kept-output.ts";
import type { Records } from "./records.ts";

/** Gives what is printed to the case that it belongs to, and takes every exception that nobody caught for a find. */
export function watchProcess(records: Records, findings: Findings): KeptOutput {
  const output = keepOutput((text) => {
    const record = records.find();
    if (record) record.output += text;
    else findings.add({ find: new Find("Something was printed.", text) });
  });
  const onCrash = (error: unknown) => {
    const stack = error instanceof Error ? error.stack : String(error);
    findings.add({ find: new Find("An exception was not caught.", stack) });
  };
  const events = ["uncaughtException", "unhandledRejection"] as const;
  for (const event of events) process.on(event, onCrash);
  return {
    print: (text) => output.print(text),
    release() {
      for (const event of events) process.off(event, onCrash);
      output.release();
    },
  };
}
