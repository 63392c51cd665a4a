import { execFileSync } from "node:child_process";
import { cpus } from "node:os";

/** What a run ran on, in one sentence. */
export function describeMachine(now: Date): string {
  const [{ model = "an unknown CPU" } = {}] = cpus();
  const cores = `${cpus().length} cores`;
  const day = now.toISOString().slice(0, 10);
  return `On ${model.trim()}, ${cores}, Node ${process.version}, at commit ${commit()}, ${day}.`;
}

function commit(): string {
  const git = (...args: string[]) =>
    execFileSync("git", args, { encoding: "utf8" }).trim();
  try {
    const isChanged = git("status", "--porcelain", "-uno", ":!docs") !== "";
    const hash = git("rev-parse", "--short", "HEAD");
    return isChanged ? `${hash} with changes` : hash;
  } catch {
    return "unknown";
  }
}
