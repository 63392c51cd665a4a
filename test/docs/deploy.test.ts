import { spawnSync } from "node:child_process";
import {
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { alerts } from "../terraform/files.ts";
import { block, blocks, guide } from "./guide.ts";

const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found]) => found ?? "");
const declared = (kind: "variable" | "output", module: string) =>
  all(
    readFileSync(`${module}/${kind}s.tf`, "utf8"),
    new RegExp(`^${kind} "(\\w+)"`, "gm"),
  );

describe("docs/deploy.md", () => {
  it("has commands that a shell can read", () => {
    for (const input of blocks("sh")) {
      const { status, stderr } = spawnSync("bash", ["-n"], {
        input,
        encoding: "utf8",
      });
      expect({ input, status, stderr }).toEqual({
        input,
        status: 0,
        stderr: "",
      });
    }
  });

  it("has gcloud commands that gcloud knows, and so have the alerts", () => {
    const inline = [
      ...all(guide, /`(gcloud .*?)`/g),
      ...all(alerts, /`(gcloud .*?)`/g),
    ];
    const scripts = blocks("sh")
      .join("\n")
      .replaceAll(/ *\\\n */g, " ")
      .replaceAll(/\|\n */g, "\n")
      .replaceAll(/\$\(.*?\)/g, "x");
    const commands = [...all(scripts, /^(gcloud .*)$/gm), ...inline].map(
      (command) => command.replaceAll(/\$\{?[\w.]+\}?/g, "x"),
    );
    expect(commands.length).toBeGreaterThan(12);
    const folder = mkdtempSync(join(tmpdir(), "gcloud-"));
    const file = join(folder, "commands.json");
    writeFileSync(
      file,
      JSON.stringify(commands.map((each) => ({ command_string: each }))),
    );
    const { error, stdout } = spawnSync(
      "gcloud",
      ["meta", "lint-gcloud-commands", `--commands-file=${file}`],
      { encoding: "utf8", env: { ...process.env, CLOUDSDK_CONFIG: folder } },
    );
    rmSync(folder, { recursive: true });
    if (error) {
      console.warn("Skipping the guide's gcloud commands: there is no gcloud.");
      return;
    }
    const Results = z.array(
      z.object({
        command_string: z.string(),
        success: z.boolean(),
        error_message: z.string().nullish(),
      }),
    );
    const results = Results.parse(JSON.parse(stdout));
    expect(results).toHaveLength(commands.length);
    expect(results.filter(({ success }) => !success)).toEqual([]);
  });

  const names = (settings: string[]) =>
    all(settings.join("\n"), /^(\w+) += /gm);
  const isBootstraps = (settings: string) => settings.includes("repository ");

  it("sets variables that the module has", () => {
    const settings = names([
      ...blocks("hcl").filter((text) => !isBootstraps(text)),
      block("sh", "> terraform/terraform.tfvars"),
    ]);
    expect(settings.length).toBeGreaterThan(6);
    const options = all(guide, /^\| `([a-z_]+)(?: = false)?` +\| /gm);
    expect(options).toContain("load_balancer");
    expect(declared("variable", "terraform")).toEqual(
      expect.arrayContaining([...settings, ...options]),
    );
  });

  it("sets variables that the bootstrap has", () => {
    const settings = names([
      ...blocks("hcl").filter(isBootstraps),
      block("sh", "> terraform/bootstrap/terraform.tfvars"),
    ]);
    expect(settings).toEqual(expect.arrayContaining(["region", "repository"]));
    const mentioned = ["channels", "bigquery_export", "kms_key"];
    for (const name of mentioned) expect(guide).toContain(name);
    expect(declared("variable", "terraform/bootstrap")).toEqual(
      expect.arrayContaining([
        ...settings,
        ...mentioned,
        ...all(guide, /TF_VAR_(\w+)=/g),
      ]),
    );
  });

  it("reads outputs that there are", () => {
    const outputs = (module: string) =>
      all(guide, new RegExp(`-chdir=${module} output -raw (\\w+)`, "g"));
    expect(declared("output", "terraform")).toEqual(
      expect.arrayContaining([
        ...outputs("terraform"),
        ...all(guide, /the output `(\w+)`/g),
      ]),
    );
    expect(outputs("terraform/bootstrap")).toContain("backend");
    expect(declared("output", "terraform/bootstrap")).toEqual(
      expect.arrayContaining(outputs("terraform/bootstrap")),
    );
  });

  it("has every section that others refer to", () => {
    const headings = all(guide, /^## (.*)$/gm);
    const files = globSync(
      [
        "terraform/**/*.tf",
        ".ci/*",
        "cloudbuild.yaml",
        "README.md",
        "docs/*.md",
      ],
      { exclude: (name) => name.includes(".terraform") },
    );
    const texts = files.map((file) => readFileSync(file, "utf8")).join("\n");
    const named = all(texts, /docs\/deploy\.md, \\?"(.*?)\\?"/g);
    expect(named.length).toBeGreaterThan(4);
    expect(headings).toEqual(expect.arrayContaining(named));
    const anchors = headings.map((heading) =>
      heading.toLowerCase().replaceAll(/[',]/g, "").replaceAll(" ", "-"),
    );
    expect(anchors).toEqual(
      expect.arrayContaining(all(guide, /\]\(#([\w-]+)\)/g)),
    );
  });

  it("links to files that exist", () => {
    const links = all(guide, /\]\(([^#)]+)\)/g);
    expect(links).toContain("schemas/agent-read-event.json");
    for (const link of links) expect(globSync(`docs/${link}`)).toHaveLength(1);
  });

  it("gives the time limits that Terraform sets", () => {
    const terraform = readFileSync("terraform/functions.tf", "utf8");
    const [, webhook, store, send] =
      /timeout_seconds = \{ receive_webhook = (\d+), store_receipt = (\d+), send_read_receipt = (\d+) \}/.exec(
        terraform,
      ) ?? [];
    const limits = all(
      guide,
      /^\| .*(?:a request|wait for it) +\| (\d+) +\|$/gm,
    );
    expect(limits).toEqual([
      webhook,
      store,
      String(Number(store) + 10),
      send,
      String(Number(send) + 10),
    ]);
    expect(all(terraform, /local\.timeout_seconds\.\w+ \+ (\d+)$/gm)).toEqual([
      "10",
      "10",
    ]);
  });

  it("counts the alerts", () => {
    expect(
      all(alerts, /(?:display_name|name) += "Receipts: ([a-z].*)"$/gm),
    ).toHaveLength(8);
    expect(guide).toContain("You see eight policies");
  });

  it("has Python that Python can read", () => {
    const [script = ""] = blocks("python");
    const check = "import ast, sys; ast.parse(sys.stdin.read())";
    const { error, status, stderr } = spawnSync("python3", ["-c", check], {
      input: script,
      encoding: "utf8",
    });
    if (error) {
      console.warn(
        "Skipping a look at the guide's Python: there is no python3.",
      );
      return;
    }
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
