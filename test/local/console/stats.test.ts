import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Tally } from "../../../local/console/page/tally.ts";
import { createEmbeddedInfrastructure } from "../../../local/embedded/infrastructure.ts";
import { startStack, type Stack } from "../../../local/stack.ts";
import type { StatsReport } from "../../../shared/stats/report.ts";
import { seedFigures, SEED_RETENTION } from "../../support/console-stats.ts";
import { eventually } from "../../support/eventually.ts";
import { createKeptLog } from "../../support/log.ts";
import { storeSeed } from "../../support/store-seed.ts";
import { readFeed } from "./feed-reader.ts";

describe("the figures of the seeded data set", () => {
  const backend = createEmbeddedInfrastructure();
  const expected = seedFigures();
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      port: 0,
      backend,
      environment: {},
      retentionMicros: SEED_RETENTION,
      log: createKeptLog().log,
    });
    await storeSeed(backend.store);
  });
  afterAll(() => stack.close());

  it("are in the console what their definitions say", async () => {
    const feed = await readFeed(stack.url);
    const documents = await backend.store.documents();
    await eventually(() => {
      expect(feed.messages.size).toBe(documents.length);
    });
    const tally = new Tally();
    for (const state of feed.messages.values()) tally.add(state);
    const { stages } = tally;
    const agentReads =
      (stages.get("Agent read, user told") ?? 0) +
      (stages.get("Agent read, failed") ?? 0);
    expect({
      delivered: stages.get("Delivered"),
      read: stages.get("Read, at least"),
      expired: stages.get("Expired"),
      agentReads,
      medianSecondsToRead: tally.medianSecondsToRead(),
    }).toEqual(expected);
    feed.close();
  });

  it("are the same in the command's", async () => {
    const response = await fetch(`${stack.url}/stats?from=2026-01-01`);
    const { total } = (await response.json()) as StatsReport;
    const { sent, failed } = total.agentReads;
    expect({ ...total, agentReads: sent + failed }).toMatchObject(expected);
  });
});
