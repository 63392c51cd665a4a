import { createLog } from "../../shared/log.ts";

/** All of an error that ever reaches a log: its stack, and those of its causes. */
export function asLogged(error: unknown): string {
  let logged = "";
  const log = createLog((line) => {
    logged += line;
  });
  log("ERROR", "It failed.", {}, error);
  return logged;
}
