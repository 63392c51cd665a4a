import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, it } from "@jest/globals";

const folder = mkdtempSync(join(tmpdir(), "check-terraform-"));
const checkout = join(folder, "checkout");
const seen = join(folder, "seen");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it("checks the modules without the settings of a deployment, and leaves nothing behind", () => {
  for (const path of [
    "scripts",
    "dist/receive-webhook",
    "dist/store-receipt",
  ]) {
    mkdirSync(join(checkout, path), { recursive: true });
  }
  for (const name of [
    "receive-webhook",
    "store-receipt",
    "send-read-receipt",
  ]) {
    mkdirSync(join(checkout, "dist", name), { recursive: true });
    writeFileSync(join(checkout, "dist", name, "index.cjs"), "");
  }
  cpSync(
    "scripts/check-terraform.sh",
    join(checkout, "scripts/check-terraform.sh"),
  );
  for (const module of ["terraform/tests", "terraform/bootstrap"]) {
    mkdirSync(join(checkout, module), { recursive: true });
  }
  for (const file of [
    "main.tf",
    "backend.tf",
    "terraform.tfvars",
    "bootstrap/main.tf",
    "bootstrap/backend.tf",
    "bootstrap/extra.auto.tfvars.json",
  ]) {
    writeFileSync(join(checkout, "terraform", file), "");
  }
  // A terraform that only writes down what it was asked, and which files it was given.
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const terraform = `#!/bin/sh\n{ echo "$@"; find "\${1#-chdir=}" -type f; } | sed "s,/.*/terraform,terraform," >>'${seen}'\n`;
  writeFileSync(join(bin, "terraform"), terraform, { mode: 0o755 });
  const before = readdirSync(checkout, { recursive: true });

  execFileSync(
    "sh",
    ["scripts/check-terraform.sh", "terraform", "terraform/bootstrap"],
    {
      cwd: checkout,
      env: { PATH: [bin, process.env.PATH].join(delimiter) },
    },
  );

  const lines = readFileSync(seen, "utf8");
  expect(lines).toContain("-chdir=");
  expect(lines).toMatch(/ test$/m);
  expect(lines).toContain("terraform/main.tf");
  expect(lines).toContain("terraform/bootstrap/main.tf");
  expect(lines).not.toMatch(/tfvars|backend\.tf/);
  expect(readdirSync(checkout, { recursive: true })).toEqual(before);
});
