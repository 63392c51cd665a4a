import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  attachProviders,
  type AttachedProviders,
} from "../support/attach-providers.ts";
import { run } from "../support/run.ts";

const MODULES = [
  "terraform",
  "terraform/bootstrap",
  "terraform/examples/minimal",
  "terraform/examples/production",
];
/** Those with many tests share running providers. The others start their own, which also checks the version pins. */
const WITH_MANY_TESTS = ["terraform", "terraform/bootstrap"];
const SCRIPT = "scripts/check-terraform.sh";
const OFFLINE = "../shared/terraform-offline";
const TIMEOUT_MS = 900_000; // providers of some hundred megabytes may have to come first

/** Why the modules can't be checked here, if so. */
function findObstacle(): string | undefined {
  if (spawnSync("terraform", ["version"]).error) {
    return "terraform is not installed.";
  }
  if (existsSync(`${OFFLINE}/tf`)) return undefined;
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
  let providers: AttachedProviders | undefined;
  beforeAll(async () => {
    const { status, stderr } = await run(["scripts/build.ts"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    if (existsSync(`${OFFLINE}/build-mirror`)) {
      providers = await attachProviders(`${OFFLINE}/build-mirror`);
    }
    // All of them at once, because one of them leaves a core idle.
    for (const module of MODULES) {
      const isLong = WITH_MANY_TESTS.includes(module);
      const checked = check(module, isLong ? providers?.environment : {});
      checked.catch(() => undefined); // the module's own test fails
      checks.set(module, checked);
    }
  }, TIMEOUT_MS);
  afterAll(async () => {
    await providers?.[Symbol.asyncDispose]();
  });

  it.each(MODULES)(
    "%s is formatted and valid, and passes its own tests",
    async (module) => {
      const { stdout } = await checks.get(module)!;
      expect(stdout).toContain(`== ${module}`);
    },
    TIMEOUT_MS,
  );
});

/** Checks a module. Fails with Terraform's output. */
async function check(
  module: string,
  environment: Record<string, string> = {},
): Promise<{ stdout: string }> {
  try {
    return await promisify(execFile)("sh", [SCRIPT, module], {
      env: { ...process.env, ...environment },
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(stdout + stderr, { cause: error });
  }
}
