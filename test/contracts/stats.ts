import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Store } from "../../local/store.ts";
import { toDay } from "../../shared/messages/day.ts";
import { OutsideRetentionError } from "../../shared/stats/clamp-to-retention.ts";
import type { MessageDocument } from "../../shared/messages/message-document.ts";
import {
  createStatsReport,
  type StatsRow,
  type StatsQuery,
} from "../../shared/stats/report.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { CHANNELS } from "../support/channels.ts";
import { messageFacts, percentile } from "../support/stats.ts";
import { headline } from "../support/headline.ts";
import { SEED, SEED_DAYS, SEED_START } from "../support/seed.ts";
import { storeSeed } from "../support/store-seed.ts";

const FIRST = toDay(SEED_START);
const NOW = SEED_START + 10 * MICROS_PER_DAY;
const CHANNEL_NAMES = CHANNELS.map(({ channel }) => channel.name);
const AGENTS = [
  ...new Set(SEED.receipts.flatMap(({ agent }) => agent ?? [])),
].sort();

/** One day each, and all of them. */
const PERIODS: [first: number, days: number][] = [
  ...Array.from({ length: SEED_DAYS + 2 }, (_, day): [number, number] => [
    day,
    1,
  ]),
  [0, SEED_DAYS + 2],
];

interface Row {
  readonly channel: string | null;
  readonly agent: string | null;
  readonly delivered: number;
  readonly read: number;
  readonly readRate: number | null;
  readonly expired: number;
  readonly medianSecondsToRead: number | null;
}

/** The figures by their definitions, of those agents that have any in these days. */
function expectedRows(first: number, days: number): Row[] {
  const from = SEED_START + first * MICROS_PER_DAY;
  const to = from + days * MICROS_PER_DAY;
  return headline(SEED, { from, to })
    .map((line) => ({
      channel: line.channel,
      agent: line.agent ?? null,
      delivered: line.delivered,
      read: line.read,
      readRate: line.readRateAtLeast ?? null,
      expired: line.expired,
      medianSecondsToRead: line.medianSecondsToRead ?? null,
    }))
    .filter(hasReceipts);
}

const hasReceipts = ({
  delivered,
  expired,
}: Pick<Row, "delivered" | "expired">) => delivered + expired > 0;

const toRow = (line: StatsRow): Row => {
  const { channel, agent, delivered, read, readRate, expired } = line;
  const { medianSecondsToRead } = line;
  return {
    channel,
    agent,
    delivered,
    read,
    readRate,
    expired,
    medianSecondsToRead,
  };
};

const inOrder = (rows: readonly Row[]) =>
  rows.toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));
const keyOf = ({ channel, agent }: Row) => `${channel} ${agent ?? ""}`;

/** What a report says of the seeded data set, whatever counts it. */
export function testStats(create: () => Store): void {
  let store: Store;
  let documents: readonly MessageDocument[];
  beforeAll(async () => {
    store = create();
    await storeSeed(store);
    documents = await store.documents();
  });
  afterAll(() => store.close());

  const question = (
    first: number,
    days: number,
    asked: Partial<StatsQuery> = {},
  ): StatsQuery => ({
    period: { from: FIRST + first, to: FIRST + first + days - 1 },
    channels: CHANNEL_NAMES,
    agents: undefined,
    now: NOW,
    retentionMicros: 90 * MICROS_PER_DAY,
    ...asked,
  });
  /** As the local stack does. */
  const knowingAll = (asked: StatsQuery) =>
    createStatsReport({ counter: store.stats, documents }, asked);
  /** As the command does in a project. */
  const counting = (asked: StatsQuery) =>
    createStatsReport({ counter: store.stats }, asked);

  it.each(PERIODS)(
    "has the figures of the definitions: from day %i, %i days",
    async (first, days) => {
      const { rows, total } = await knowingAll(question(first, days));
      const expected = expectedRows(first, days);
      expect(inOrder(rows.map(toRow).filter(hasReceipts))).toEqual(
        inOrder(expected),
      );
      const sum = (of: (row: Row) => number) =>
        expected.reduce((all, row) => all + of(row), 0);
      expect(total.delivered).toBe(sum(({ delivered }) => delivered));
      expect(total.read).toBe(sum(({ read }) => read));
      expect(total.expired).toBe(sum(({ expired }) => expired));
    },
  );

  it("has something to count of all kinds", () => {
    const rows = expectedRows(0, SEED_DAYS + 2);
    for (const channel of CHANNEL_NAMES) {
      const own = rows.filter((row) => row.channel === channel);
      expect(own.map(({ agent }) => agent)).toContain(null);
      expect(own.length).toBeGreaterThanOrEqual(3);
    }
    expect(rows.some(({ expired }) => expired > 0)).toBe(true);
  });

  it("counts each user's message that an agent read once, as told or failed", async () => {
    const { total, rows } = await knowingAll(question(0, SEED_DAYS + 2));
    const { sent, failed } = total.agentReads;
    const messages = new Set(SEED.agentReads.map(({ event }) => event.message));
    expect(sent + failed).toBe(messages.size);
    expect(sent).toBeGreaterThan(failed);
    expect(failed).toBeGreaterThan(0);
    const ofNobody = rows.filter((line) => line.scope === "NO_AGENT");
    expect(ofNobody.map(({ channel }) => channel)).toEqual(CHANNEL_NAMES);
    for (const { agentReads } of ofNobody) {
      expect(agentReads.sent).toBeGreaterThan(0);
    }
  });

  it("tells the same of named agents without looking for them, but no median", async () => {
    const asked = question(0, SEED_DAYS + 2, { agents: AGENTS });
    const { rows, total } = await counting(asked);
    const expected = expectedRows(0, SEED_DAYS + 2)
      .filter(({ agent }) => agent !== null)
      .map((row) => ({ ...row, medianSecondsToRead: null }));
    expect(inOrder(rows.map(toRow))).toEqual(inOrder(expected));
    expect(total.medianSecondsToRead).toBeNull();
    const known = await knowingAll(asked);
    expect(known.rows.map(({ agentReads }) => agentReads)).toEqual(
      rows.map(({ agentReads }) => agentReads),
    );
  });

  it("has the median of those alone that are asked for", async () => {
    const [agent = ""] = AGENTS;
    const { rows, total } = await knowingAll(
      question(0, SEED_DAYS + 2, { agents: [agent] }),
    );
    const [channel = ""] = rows.flatMap((line) => line.channel ?? []);
    const seconds = messageFacts(SEED)
      .filter((message) => message.agent === agent)
      .flatMap(({ secondsToRead }) => secondsToRead ?? []);
    expect(total.medianSecondsToRead).toBe(percentile(seconds, 50));
    const alone = await knowingAll(
      question(0, SEED_DAYS + 2, { agents: [agent], channels: [channel] }),
    );
    expect(alone.total.medianSecondsToRead).toBe(
      alone.rows[0]?.medianSecondsToRead,
    );
  });

  it("has a line a channel where no agent is named or known, with the same total", async () => {
    const asked = question(0, SEED_DAYS + 2);
    const [whole, known] = [await counting(asked), await knowingAll(asked)];
    expect(whole.rows).toMatchObject(
      CHANNEL_NAMES.map((channel) => ({
        scope: "CHANNEL",
        channel,
        agent: null,
      })),
    );
    expect({ ...whole.total, medianSecondsToRead: null }).toEqual({
      ...known.total,
      medianSecondsToRead: null,
    });
  });

  it("has nothing of another channel than the one that is asked for", async () => {
    const [channel = ""] = CHANNEL_NAMES;
    const asked = question(0, SEED_DAYS + 2, { channels: [channel] });
    const { rows } = await knowingAll(asked);
    expect(new Set(rows.map((line) => line.channel))).toEqual(
      new Set([channel]),
    );
  });

  it("has a line of zeros for a named agent that nothing is known of", async () => {
    const agent = randomUUID();
    const { rows } = await counting(question(0, 1, { agents: [agent] }));
    expect(rows).toMatchObject([
      { scope: "AGENT", channel: null, agent, delivered: 0, readRate: null },
    ]);
  });

  it("leaves out the days that are not kept whole, and says so", async () => {
    const retentionMicros = 8 * MICROS_PER_DAY; // up to now, which is a midnight
    const report = await knowingAll(question(0, 7, { retentionMicros }));
    expect(report.from).toBe("2026-01-04");
    expect(report.notes).toContain(
      "Nothing before 2026-01-04 is counted: state is kept for 8 days.",
    );
    expect(inOrder(report.rows.map(toRow).filter(hasReceipts))).toEqual(
      inOrder(expectedRows(3, 4)),
    );
    await expect(
      counting(question(0, 3, { retentionMicros })),
    ).rejects.toBeInstanceOf(OutsideRetentionError);
  });

  it("tells how far it is, to the end", async () => {
    const told: [number, number][] = [];
    await createStatsReport(
      { counter: store.stats },
      question(0, 1),
      (...progress) => told.push(progress),
    );
    const total = CHANNEL_NAMES.length;
    expect(told).toEqual(
      Array.from({ length: total + 1 }, (_, done) => [done, total]),
    );
  });
}
