import { describe, expect, it } from "@jest/globals";
import { messageFacts, userMessageFacts } from "../../support/stats.ts";
import { SEED } from "../../support/seed.ts";
import {
  agentResponsesDaily,
  conversations,
  readRatesByHour,
  readRatesDaily,
  timeOf,
} from "./expected.ts";
import { fillWarehouse, readView, VIEWS, type Row } from "./warehouse.ts";

const warehouse = fillWarehouse(SEED);
const facts = messageFacts(SEED);
const userFacts = userMessageFacts(SEED);

/** In whatever order: by their texts. */
const sorted = (rows: readonly Row[]) =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

describe("the seeded data set", () => {
  const { receipts, agentReads } = SEED;
  const share = (count: number, of: number) => count / of;

  it("has enough of all that a view could get wrong", () => {
    const copies = receipts.length - new Set(receipts).size;
    const alone = facts.filter(
      (fact) => fact.isRead && fact.secondsToRead === undefined,
    );
    const clocks = facts.filter(({ secondsToRead }) => secondsToRead === 0);
    const expired = facts.filter(({ expiredTime }) => expiredTime);
    const unnamed = receipts.filter(({ agent }) => agent === undefined);
    const untimed = agentReads.filter(({ event }) => !event.readTime);
    for (const some of [alone, clocks, expired, unnamed, untimed]) {
      expect(some.length).toBeGreaterThan(2);
    }
    expect(copies).toBeGreaterThan(20);
    expect(share(alone.length, facts.length)).toBeLessThan(0.2);
    expect(new Set(facts.map(({ channel }) => channel)).size).toBe(2);
  });
});

describe("the view", () => {
  it("messages has one row a message, with the earliest time of each fact", () => {
    expect(
      sorted(
        warehouse.rows("messages").map((row) => ({
          channel: row.channel!,
          agent: row.agent!,
          conversation: row.conversation!,
          message: row.message!,
          reached_time: row.reached_time!,
          is_read: Number(row.read_time !== null),
          expired_time: row.expired_time!,
          seconds_to_read: row.seconds_to_read!,
        })),
      ),
    ).toEqual(
      sorted(
        facts.map((fact) => ({
          channel: fact.channel,
          agent: fact.agent ?? null,
          conversation: fact.conversation,
          message: fact.message,
          reached_time: timeOf(fact.reachedTime),
          is_read: Number(fact.isRead),
          expired_time: timeOf(fact.expiredTime),
          seconds_to_read: fact.secondsToRead ?? null,
        })),
      ),
    );
  });

  it.each([
    ["read_rates_daily", readRatesDaily(facts)],
    ["read_rates_by_hour", readRatesByHour(facts)],
    ["conversations", conversations(facts, userFacts)],
    ["agent_responses_daily", agentResponsesDaily(userFacts)],
  ])("%s has the figures of the definitions", (view, expected) => {
    expect(expected.length).toBeGreaterThan(20);
    expect(sorted(warehouse.rows(view))).toEqual(sorted(expected));
  });

  it.each(VIEWS)("%s is the same for any order and repetition", (view) => {
    const again = fillWarehouse({
      receipts: [...SEED.receipts, ...SEED.receipts].reverse(),
      agentReads: [...SEED.agentReads, ...SEED.agentReads].reverse(),
    });
    expect(sorted(again.rows(view))).toEqual(sorted(warehouse.rows(view)));
  });

  it.each(VIEWS)(
    "%s never calls a number of reads more than a lower bound",
    (view) => {
      const [row = {}] = warehouse.rows(view);
      const columns = Object.keys(row);
      expect(columns.join()).not.toMatch(
        /unread|read_rate(?!_lower_bound)|\bread\b/,
      );
    },
  );

  it.each(VIEWS)("%s says what it shows, and what it can't know", (view) => {
    const [comment = ""] = readView(view).split(/^(?!--)/m);
    expect(comment).toMatch(/^-- [A-Z].*[.]\n--\n-- A row is /);
    expect(comment).toContain("\n-- It can't know ");
    for (const column of Object.keys(warehouse.rows(view)[0] ?? {})) {
      const isPlain = /^(channel|agent|conversation|message|day|hour)$|_time$/;
      const isExplained = comment.includes(`-- ${column} `);
      const isPercentile = /^(median|p95)_/.test(column);
      expect([
        column,
        isExplained || isPercentile || isPlain.test(column),
      ]).toEqual([column, true]);
    }
  });
});

describe("agent reads that are none", () => {
  const message = "conversations/C/messages/M";
  const publishTime = "2026-01-01T00:00:00.000000Z";
  const rowsOf = (event: object) =>
    fillWarehouse({
      receipts: [],
      agentReads: [{ event: { message, ...event }, publishTime }],
    }).rows("user_messages");

  it.each([
    "",
    "M",
    "conversations/C/messages/",
    "conversations/C/D/messages/M",
  ])("count nowhere: of the message %j", (message) => {
    expect(rowsOf({ message })).toEqual([]);
  });

  it.each(["noon", "", "2026-13-01T00:00:00Z"])(
    "count with the time that is known: with the time %j",
    (time) => {
      expect(rowsOf({ readTime: time, messageTime: time })).toMatchObject([
        { agent_read_time: publishTime, seconds_to_agent_read: null },
      ]);
    },
  );
});
