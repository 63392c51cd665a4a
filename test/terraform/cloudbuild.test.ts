import { execFile } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import * as z from "zod";

const Step = z.strictObject({
  id: z.string(),
  name: z.string(),
  script: z.string(),
  waitFor: z.array(z.string()).default([]),
  env: z.array(z.string()).default([]),
});
const Build = z.strictObject({
  substitutions: z.record(z.string().startsWith("_"), z.string()),
  options: z.strictObject({ logging: z.string(), machineType: z.string() }),
  timeout: z.string(),
  steps: z.array(Step),
});

const text = readFileSync("cloudbuild.yaml", "utf8");
const build = Build.parse(parse(text));
const Package = z.object({
  scripts: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const manifest = Package.parse(
  JSON.parse(readFileSync("package.json", "utf8")),
);
const BUILT_IN = ["BRANCH_NAME"]; // Cloud Build, "Substituting variable values"

describe("cloudbuild.yaml", () => {
  it("waits only for steps that stand before", () => {
    const seen: string[] = [];
    for (const { id, waitFor } of build.steps) {
      expect(seen).toEqual(expect.arrayContaining(waitFor));
      seen.push(id);
    }
  });

  it("checks everything before it plans, and plans before it applies", () => {
    const step = (id: string) => build.steps.find((each) => each.id === id);
    const before = (id: string): string[] =>
      (step(id)?.waitFor ?? []).flatMap((each) => [each, ...before(each)]);
    expect(new Set(before("plan"))).toEqual(
      new Set(["install", "lint", "test", "build", "check-terraform"]),
    );
    expect(before("apply")).toContain("plan");
  });

  it("names only scripts that exist", () => {
    for (const { script } of build.steps) {
      for (const [, name = ""] of script.matchAll(/npm run ([\w:]+)/g)) {
        expect(manifest.scripts).toHaveProperty([name]);
      }
      for (const [path] of script.matchAll(/(?:\.ci|scripts)\/[\w./-]+/g)) {
        accessSync(path, constants.X_OK);
      }
    }
    const named = build.steps.map(({ script }) => script).join("\n");
    expect(named).toMatch(/npm (run|test|ci)/);
    expect(named).toContain(".ci/terraform apply");
  });

  it("uses only substitutions that are declared or built in, and declares none that is not used", () => {
    const used = new Set(
      [...text.matchAll(/\$\{?(_?[A-Z][A-Z_]*)/g)].map(([, name]) => name),
    );
    expect(used).toEqual(
      new Set([...Object.keys(build.substitutions), ...BUILT_IN]),
    );
  });

  it("substitutes in env alone, since a script would run what is put into it", () => {
    for (const { script } of build.steps) expect(script).not.toContain("$");
  });

  it("does not apply unless a trigger says so", () => {
    expect(build.substitutions).toEqual({ _APPLY: "false" });
  });

  it("runs on the Node that is deployed, and the Terraform that the modules need", () => {
    const [major] = (manifest.devDependencies.node ?? "").split(".");
    const images = new Set(build.steps.map(({ name }) => name.split("-")[0]));
    expect(images).toEqual(
      new Set([`node:${major}`, "hashicorp/terraform:1.11.4"]),
    );
  });

  it("logs where an account of one's own may", () => {
    expect(build.options.logging).toBe("CLOUD_LOGGING_ONLY");
  });
});

describe("planning and applying", () => {
  const folder = mkdtempSync(join(tmpdir(), "cloudbuild-"));
  const calls = join(folder, "calls");
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => {
    rmSync(calls, { force: true });
    mkdirSync(join(folder, ".ci"), { recursive: true });
    mkdirSync(join(folder, "terraform"), { recursive: true });
    mkdirSync(join(folder, "bin"), { recursive: true });
    cpSync(".ci/terraform", join(folder, ".ci/terraform"));
    writeFileSync(join(folder, "terraform/backend.tf"), "");
    writeFileSync(join(folder, "terraform/terraform.tfvars"), "");
    const terraform = join(folder, "bin/terraform");
    writeFileSync(terraform, `#!/bin/sh\necho "$@" >>'${calls}'\n`);
    chmodSync(terraform, 0o755);
  });

  /** Runs a step as Cloud Build does, with a terraform that only writes down how it was called. */
  async function play(id: string, substitutions: Record<string, string>) {
    const step = build.steps.find((each) => each.id === id);
    if (!step) throw new Error(`There is no step ${id}.`);
    const values: Record<string, string> = {
      ...build.substitutions,
      ...substitutions,
    };
    const environment = step.env.map((variable) => {
      const [name = "", value = ""] = variable.split("=");
      return [name, values[value.slice(1)] ?? ""] as const;
    });
    const PATH = [join(folder, "bin"), process.env.PATH].join(delimiter);
    return new Promise<{ status: number; output: string; calls: string[] }>(
      (resolve) => {
        const env = { PATH, ...Object.fromEntries(environment) };
        const child = execFile(
          "sh",
          ["-c", step.script],
          { cwd: folder, env },
          (_, stdout, stderr) => {
            const status = child.exitCode ?? -1;
            const lines = existsSync(calls) ? readFileSync(calls, "utf8") : "";
            const called = lines.split("\n").filter((line) => line !== "");
            resolve({ status, output: stdout + stderr, calls: called });
          },
        );
      },
    );
  }

  it("applies main, what was planned", async () => {
    const main = { _APPLY: "true", BRANCH_NAME: "main" };
    const plan = await play("plan", main);
    expect(plan.status).toBe(0);
    expect(plan.calls[1]).toMatch(/^-chdir=terraform plan .*-out=plan.bin$/);
    const apply = await play("apply", main);
    expect(apply.status).toBe(0);
    expect(apply.calls.at(-1)).toMatch(/^-chdir=terraform apply .*plan.bin$/);
  });

  it("plans a pull request against the state alone, and applies nothing", async () => {
    const pullRequest = { _APPLY: "false", BRANCH_NAME: "feature" };
    const plan = await play("plan", pullRequest);
    expect(plan.calls).toEqual([
      "-chdir=terraform init -input=false",
      "-chdir=terraform plan -input=false -lock=false -refresh=false",
    ]);
    const apply = await play("apply", pullRequest);
    expect(apply.status).toBe(0);
    expect(apply.output).toContain("Not applied");
    expect(apply.calls).toEqual(plan.calls);
  });

  it.each([
    ["a pull request whose branch is called main", "false", "main"],
    ["a build that nobody configured", "", "main"],
    ["a value that only looks like it", "TRUE", "main"],
  ])("applies nothing for %s", async (_, _APPLY, BRANCH_NAME) => {
    const apply = await play("apply", { _APPLY, BRANCH_NAME });
    expect(apply.calls).toEqual([]);
  });

  it.each(["plan", "apply"])(
    "refuses to %s another branch than main when told to apply",
    async (id) => {
      const { status, output, calls } = await play(id, {
        _APPLY: "true",
        BRANCH_NAME: "feature",
      });
      expect(status).toBe(1);
      expect(output).toContain("only main is applied");
      expect(calls).toEqual([]);
    },
  );

  it.each(["backend.tf", "terraform.tfvars"])(
    "says what to do where %s is missing",
    async (file) => {
      rmSync(join(folder, "terraform", file));
      const { status, output, calls } = await play("plan", {
        _APPLY: "true",
        BRANCH_NAME: "main",
      });
      expect(status).toBe(1);
      expect(output).toContain(`terraform/${file} is missing: docs/deploy.md`);
      expect(calls).toEqual([]);
    },
  );
});
