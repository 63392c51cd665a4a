import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { run } from "../support/run.ts";

const MODULES = [
  "terraform",
  "terraform/bootstrap",
  "terraform/examples/minimal",
  "terraform/examples/production",
];
const SCRIPT = "scripts/check-terraform.sh";
const TIMEOUT_MS = 900_000; // providers of some hundred megabytes may have to come first

/** Why the modules can't be checked here, if so. */
function findObstacle(): string | undefined {
  if (spawnSync("terraform", ["version"]).error) {
    return "terraform is not installed.";
  }
  if (existsSync("../shared/terraform-offline/tf")) return undefined;
  const probe =
    "fetch('https://registry.terraform.io', {signal: AbortSignal.timeout(10000)}).catch(() => process.exit(1))";
  const { status } = spawnSync(process.execPath, ["-e", probe]);
  return status === 0 ? undefined : "Terraform's registry can't be reached.";
}

const obstacle = findObstacle();
if (obstacle !== undefined) {
  console.warn(`Skipping the tests of the Terraform modules: ${obstacle}`);
}
const describeModules = obstacle === undefined ? describe : describe.skip;

describeModules("the Terraform modules", () => {
  const checks = new Map<string, Promise<{ stdout: string }>>();
  beforeAll(async () => {
    const { status, stderr } = await run(["scripts/build.ts"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    // All of them at once: one of them leaves a core idle.
    for (const module of MODULES) {
      const checked = check(module);
      checked.catch(() => undefined); // the module's own test fails
      checks.set(module, checked);
    }
  }, TIMEOUT_MS);

  it.each(MODULES)(
    "%s is formatted and valid, and passes its own tests",
    async (module) => {
      const { stdout } = await checks.get(module)!;
      expect(stdout).toContain(`== ${module}`);
    },
    TIMEOUT_MS,
  );
});

/** Fails with all that Terraform said. */
async function check(module: string): Promise<{ stdout: string }> {
  try {
    return await promisify(execFile)("sh", [SCRIPT, module]);
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(stdout + stderr, { cause: error });
  }
}
