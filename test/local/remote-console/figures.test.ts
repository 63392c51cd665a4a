import { beforeEach, describe, expect, it } from "@jest/globals";
import { createStats } from "../../../local/remote-console/stats.ts";
import { MAX_COUNT_READS_PER_MINUTE } from "../../../local/remote-console/limits.ts";
import { channels } from "../../../shared/channels/channels.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";

const NOON = Date.parse("2026-01-31T12:00:00Z");

describe("the figures of a deployed project", () => {
  let counts: number;
  let each: number | Error;
  let changes: number;
  let failures: unknown[];
  let timeMs: number;
  const create = (retentionDays = 90) =>
    createStats({
      counter: {
        count() {
          counts += 1;
          const found = each;
          return typeof found === "number"
            ? Promise.resolve(found)
            : Promise.reject(found);
        },
      },
      retentionMicros: retentionDays * MICROS_PER_DAY,
      onChange: () => (changes += 1),
      onFailure: (error) => failures.push(error),
      clock: () => timeMs,
    });
  const ONCE = 5 * channels.length;

  beforeEach(() => {
    [counts, each, changes, failures, timeMs] = [0, 3, 0, [], NOON];
  });

  it("are of today and the six days before, and say when they were counted", async () => {
    const figures = create();
    expect(figures.current()).toBeNull();
    await figures.refresh();
    expect(figures.current()).toMatchObject({
      from: "2026-01-25",
      to: "2026-01-31",
      countedTime: "2026-01-31T12:00:00.000000Z",
      total: { delivered: 6 * channels.length, read: 3 * channels.length },
    });
    expect(changes).toBe(1);
  });

  it("leave out the days that are not kept, and say so", async () => {
    const figures = create(3);
    await figures.refresh();
    expect(figures.current()).toMatchObject({
      from: "2026-01-29",
      notes: [
        expect.any(String),
        "Nothing before 2026-01-29 is counted: state is kept for 3 days.",
      ],
    });
  });

  it("are counted once a minute at most, and never twice at once", async () => {
    const figures = create();
    await Promise.all([figures.refresh(), figures.refresh()]);
    timeMs += 59_999;
    await figures.refresh();
    expect(counts).toBe(ONCE);
    timeMs += 1;
    await figures.refresh();
    expect(counts).toBe(2 * ONCE);
  });

  it("are counted less often where that costs more reads than a minute may", async () => {
    each = 1_000_000; // a thousand reads each
    const minutes = (ONCE * 1000) / MAX_COUNT_READS_PER_MINUTE;
    expect(minutes).toBeGreaterThan(1);
    const figures = create();
    await figures.refresh();
    timeMs += minutes * 60_000 - 1;
    await figures.refresh();
    expect(counts).toBe(ONCE);
    timeMs += 1;
    await figures.refresh();
    expect(counts).toBe(2 * ONCE);
  });

  it("stay as they were when they can't be counted, until they can", async () => {
    const figures = create();
    await figures.refresh();
    const before = figures.current();
    const error = (each = new Error("No answer."));
    timeMs += 60_000;
    await figures.refresh();
    expect(figures.current()).toBe(before);
    each = 4;
    timeMs += 60_000;
    await figures.refresh();
    expect(failures).toEqual([null, error, null]);
    expect(figures.current()).not.toEqual(before);
  });
});
