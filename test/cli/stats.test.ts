import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MEDIANS_VIEW } from "../../cli/stats-target.ts";
import { createEmbeddedInfrastructure } from "../../local/embedded/infrastructure.ts";
import { createFirestoreStore } from "../../local/emulators/store.ts";
import { startStack, type Stack } from "../../local/stack.ts";
import type { StatsReport } from "../../shared/stats/report.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { CHANNELS } from "../support/channels.ts";
import { describeOnEmulators } from "../support/emulators.ts";
import { headline } from "../support/headline.ts";
import { createKeptLog } from "../support/log.ts";
import { run } from "../support/run.ts";
import { SEED, SEED_START } from "../support/seed.ts";
import { storeSeed } from "../support/store-seed.ts";

const RETENTION_DAYS = 3650; // the seed's days never get too old
const SEEDED = ["--from", "2026-01-01", "--to", "2026-01-07"];
const DAYS_3_AND_4 = ["--from", "2026-01-03", "--to", "2026-01-04"];
const [FIRST] = CHANNELS;
const AGENT = FIRST!.agent;
const CHANNEL_NAMES = CHANNELS.map(({ channel }) => channel.name);

const stats = (args: readonly string[], environment = {}) =>
  run(["cli/main.ts", "stats", ...args], environment);
const expected = headline(SEED);
const sum = (
  of: (line: (typeof expected)[number]) => number,
  lines = expected,
) => lines.reduce((all, line) => all + of(line), 0);

describe("receipts stats, of the local stack", () => {
  let stack: Stack;
  let url: string[];
  beforeAll(async () => {
    const backend = createEmbeddedInfrastructure();
    await storeSeed(backend.store);
    stack = await startStack({
      port: 0,
      backend,
      environment: {},
      retentionMicros: RETENTION_DAYS * MICROS_PER_DAY,
      log: createKeptLog().log,
    });
    url = ["--url", stack.url];
  });
  afterAll(() => stack.close());

  it("prints a line an agent with its figures and a bar, and a total", async () => {
    const { status, stdout, stderr } = await stats([...url, ...SEEDED]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines[0]).toBe(
      `Messages from 2026-01-01 to 2026-01-07 (UTC), in the local stack at ${stack.url}`,
    );
    for (const figures of expected) {
      const { channel, agent = "(no agent named)", delivered, read } = figures;
      if (delivered === 0) continue;
      const own = lines.filter(
        (line) => line.startsWith(`${agent} `) && line.includes(channel),
      );
      const percent = Math.floor((100 * read) / delivered);
      expect(own).toEqual([
        expect.stringMatching(
          new RegExp(` ${delivered} +${read} +${percent} % +█+░* `),
        ),
      ]);
    }
    const total = lines.find((line) => line.startsWith("total "));
    expect(total).toMatch(
      new RegExp(
        `^total +${sum(({ delivered }) => delivered)} +${sum(({ read }) => read)} `,
      ),
    );
    expect(stdout).toContain("users may switch read receipts off");
  });

  it("prints the same for programs, with the medians that it can compute here", async () => {
    const { stdout } = await stats([...url, ...SEEDED, "--json"]);
    const report = JSON.parse(stdout) as StatsReport & { target: string };
    expect(report.target).toContain(stack.url);
    for (const figures of expected) {
      const { channel, agent = null, delivered, read, expired } = figures;
      const line = report.rows.find(
        (each) => each.channel === channel && each.agent === agent,
      );
      expect(line).toMatchObject({
        ...{ delivered, read, expired },
        medianSecondsToRead: figures.medianSecondsToRead ?? null,
      });
    }
    expect(report.notes.join()).not.toContain("read_rates_daily");
  });

  it("counts the agents, the channel and the days that are named", async () => {
    const [channel = ""] = CHANNEL_NAMES;
    const { stdout } = await stats([
      ...url,
      ...DAYS_3_AND_4,
      ...["--channel", channel, "--agent", AGENT, "--agent", "agent-2"],
      ...["--agent", AGENT, "--json"],
    ]);
    const from = SEED_START + 2 * MICROS_PER_DAY;
    const figures = headline(SEED, { from, to: from + 2 * MICROS_PER_DAY });
    const wanted = figures.filter(
      (line) => line.channel === channel && line.agent !== undefined,
    );
    const { rows } = JSON.parse(stdout) as StatsReport;
    expect(
      rows.map(({ agent, delivered, read }) => ({ agent, delivered, read })),
    ).toEqual(
      [AGENT, "agent-2"].map((agent) => {
        const line = wanted.find((each) => each.agent === agent);
        return { agent, delivered: line?.delivered, read: line?.read };
      }),
    );
  });

  it("counts the last 30 days if no days are named, and says zero where there is nothing", async () => {
    const { stdout, status } = await stats([...url, "--json"]);
    const { from, to, rows, total } = JSON.parse(stdout) as StatsReport;
    expect(Date.parse(to) - Date.parse(from)).toBe(29 * 86_400_000);
    expect(rows).toEqual([]);
    expect(total).toMatchObject({ delivered: 0, readRate: null });
    expect(status).toBe(0);
    const table = await stats(url);
    expect(table.stdout).toMatch(/^total +0 +0 +– +░{10} /m);
  });

  it("counts so many days up to the last one", async () => {
    const args = ["--to", "2026-01-04", "--days", "2", "--json"];
    const { stdout } = await stats([...url, ...args]);
    const { from, to } = JSON.parse(stdout) as StatsReport;
    expect([from, to]).toEqual(["2026-01-03", "2026-01-04"]);
  });

  it.each([
    [["--from", "2026-02-30"], "It is not a day such as 2026-01-31."],
    [["--days", "0"], "It is not a number from 1 to 3650."],
    [["--days", "2", "--from", "2026-01-01"], "cannot be used with"],
    [["--from", "2026-01-02", "--to", "2026-01-01"], "turn --from and --to"],
    [["--channel", "smoke"], `Allowed choices are ${CHANNEL_NAMES.join(", ")}`],
    [["--project", "my-receipts"], "cannot be used with option '--url <url>'"],
    [["--project", "../p"], "It is not a project's id"],
    [["--to", "1980-01-01"], "is counted: state is kept for 3650 days."],
  ])("says in a sentence what is wrong with %j", async (args, sentence) => {
    const { status, stdout, stderr } = await stats([...url, ...args]);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  });

  it("says that nothing answers, and how to start it", async () => {
    const { status, stderr } = await stats(["--url", "http://localhost:1"]);
    expect(stderr).toContain("Start the local stack with npm start");
    expect(status).toBe(1);
  });

  it("says how to log in where there are no credentials", async () => {
    const { status, stderr } = await stats(["--project", "my-receipts"], {
      FIRESTORE_EMULATOR_HOST: "",
      GOOGLE_APPLICATION_CREDENTIALS: "",
      METADATA_SERVER_DETECTION: "none",
      HOME: "/nowhere",
    });
    expect(stderr).toBe(
      "There are no Google Cloud credentials. Log in with: gcloud auth application-default login\n",
    );
    expect(status).toBe(1);
  });

  it("names a view that Terraform makes, with the column that is meant", () => {
    const view = readFileSync(`terraform/views/${MEDIANS_VIEW}.sql`, "utf8");
    expect(view).toContain(" AS median_seconds_to_read");
  });

  it("says in its help what it can't list and what it can't know", async () => {
    const { stdout } = await stats(["--help"]);
    expect(stdout).toContain("name them with --agent");
    expect(stdout).toContain("read_rates_daily");
    expect(stdout).toContain("the least that is true");
  });

  it.each([
    ["?from=noon", "from is not a day such as 2026-01-31."],
    ["?channel=smoke", `channel is not one of ${CHANNEL_NAMES.join(", ")}.`],
  ])("has a route that refuses %s", async (query, error) => {
    const answer = await fetch(`${stack.url}/stats${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error });
  });
});

describeOnEmulators("receipts stats, of a project's Firestore", () => {
  const project = `stats-${randomUUID()}`;
  const store = createFirestoreStore(project, RETENTION_DAYS * MICROS_PER_DAY);
  const retention = ["--retention-days", String(RETENTION_DAYS)];
  const where = ["--project", project, ...retention, ...SEEDED];
  beforeAll(() => storeSeed(store));
  afterAll(() => store.close());

  it("counts each channel, and says how to count an agent and where the medians are", async () => {
    const { status, stdout, stderr } = await stats(where);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const channel of CHANNEL_NAMES) {
      const own = expected.filter((line) => line.channel === channel);
      expect(stdout).toMatch(
        new RegExp(
          `^\\(all agents\\) +${channel} +${sum((l) => l.delivered, own)} +${sum((l) => l.read, own)} `,
          "m",
        ),
      );
    }
    expect(stdout).toContain(`the view ${project}.receipts.read_rates_daily`);
    expect(stdout).toContain("name it: --agent");
    expect(stdout).toContain(`of the project ${project}, on the emulator`);
  });

  it("counts the agents that are named", async () => {
    const agents = ["--agent", AGENT, "--agent", "nobody"];
    const { stdout } = await stats([...where, ...agents, "--json"]);
    const { rows } = JSON.parse(stdout) as StatsReport;
    const { channel, delivered, read, expired } = expected.find(
      ({ agent }) => agent === AGENT,
    )!;
    expect(rows).toMatchObject([
      ...[{ channel, agent: AGENT, delivered, read, expired }],
      { channel: null, agent: "nobody", delivered: 0 },
    ]);
    expect(rows[0]?.medianSecondsToRead).toBeNull();
  });

  it("says what the project's retention leaves out, and how to say another", async () => {
    const { status, stderr } = await stats([
      ...["--project", project, "--retention-days", "30"],
      ...["--from", "2020-01-01", "--to", "2020-02-01"],
    ]);
    expect(stderr).toMatch(
      /^Nothing before .* is counted: state is kept for 30 days\. .*--retention-days\.\n$/,
    );
    expect(status).toBe(1);
  });
});
