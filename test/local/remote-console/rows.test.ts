import { beforeEach, describe, expect, it } from "@jest/globals";
import {
  MAX_ROW_READS_PER_MINUTE,
  MAX_ROWS,
} from "../../../local/remote-console/limits.ts";
import { createLiveRows } from "../../../local/remote-console/rows.ts";
import type {
  SubscribedRows,
  MessageSource,
} from "../../../local/remote-console/source.ts";
import { channels } from "../../../shared/channels/channels.ts";
import type { MessageDocument } from "../../../shared/messages/message-document.ts";
import {
  indexFieldsFor,
  type CountQuery,
} from "../../../shared/stats/count-query.ts";

const DAY = 20_000;

describe("the rows of a deployed project", () => {
  let followed: {
    query: CountQuery;
    limit: number;
    tell: (documents: Record<string, MessageDocument>, reads?: number) => void;
    fail: (error: unknown) => void;
  }[];
  let changes: string[];
  let pauses: boolean[];
  let failures: unknown[];
  let timeMs: number;
  let rows: ReturnType<typeof createLiveRows>;

  const source: Pick<MessageSource, "subscribe"> = {
    subscribe(query, limit, onRows, fail) {
      const one = {
        query,
        limit,
        fail,
        tell(documents: Record<string, MessageDocument>, reads = 0) {
          const changed = Object.keys(documents);
          const found: SubscribedRows = {
            documents: new Map(Object.entries(documents)),
            changed,
            reads,
          };
          onRows(found);
        },
      };
      followed.push(one);
      return () => (followed = followed.filter((other) => other !== one));
    },
  };
  const ofRank = (rank: number) => {
    const one = followed.find(({ query }) => query.equal.rank === rank);
    if (!one) throw new Error(`Rank ${rank} is not followed.`);
    return one;
  };

  beforeEach(() => {
    [followed, changes, pauses, failures, timeMs] = [[], [], [], [], 1e12];
    rows = createLiveRows({
      source,
      onChange: (messages) => changes.push(...messages),
      onPause: (isPaused) => pauses.push(isPaused),
      onFailure: (error) => failures.push(error),
      clock: () => timeMs,
    });
    rows.subscribe(DAY);
  });

  it("are of a day, of every channel, by what is counted, and bounded", () => {
    expect(followed).toHaveLength(5 * channels.length);
    for (const { query, limit } of followed) {
      expect(query.period).toEqual({ from: DAY, to: DAY });
      expect(indexFieldsFor(query)).toContain("channel");
      expect(limit).toBe(MAX_ROWS);
    }
  });

  it("are followed once, and the next day's instead when it comes", () => {
    rows.subscribe(DAY);
    expect(followed).toHaveLength(10);
    rows.subscribe(DAY + 1);
    expect(followed.map(({ query }) => query.period.from)).toEqual(
      Array(10).fill(DAY + 1),
    );
  });

  it("have the newest of what two queries know of a message", () => {
    ofRank(2).tell({ m: { rank: 2, updateTime: 1 } });
    ofRank(3).tell({ m: { rank: 3, updateTime: 1 } });
    expect(rows.find("m")).toMatchObject({ rank: 3 });
    ofRank(2).tell({});
    expect(rows.find("m")).toMatchObject({ rank: 3 });
    ofRank(3).tell({});
    expect(rows.find("m")).toBeUndefined();
    expect(changes).toEqual(["m", "m", "m", "m"]);
  });

  it("pause when a minute has taken its reads, and go on in the next", () => {
    ofRank(2).tell({}, MAX_ROW_READS_PER_MINUTE - 1);
    expect(followed).toHaveLength(10);
    ofRank(2).tell({ m: {} }, 1);
    expect(pauses).toEqual([true]);
    timeMs += 50_000;
    rows.subscribe(DAY);
    expect(followed).toEqual([]);
    expect(rows.find("m")).toEqual({}); // still shown
    timeMs += 10_000;
    rows.subscribe(DAY);
    expect(followed).toHaveLength(10);
    expect(pauses).toEqual([true, false]);
  });

  it("have a fresh minute after a quiet one", () => {
    ofRank(2).tell({}, MAX_ROW_READS_PER_MINUTE - 1);
    timeMs += 60_000;
    rows.subscribe(DAY);
    ofRank(2).tell({}, MAX_ROW_READS_PER_MINUTE - 1);
    expect(pauses).toEqual([]);
  });

  it("are followed anew after a failure, which is told until something comes", () => {
    const error = new Error("Refused.");
    ofRank(2).fail(error);
    expect(failures).toEqual([error]);
    expect(followed).toEqual([]);
    rows.subscribe(DAY);
    ofRank(2).tell({});
    expect(failures).toEqual([error, null]);
  });

  it("are forgotten when nobody looks any more", () => {
    ofRank(2).tell({ m: {} });
    rows.clear();
    expect(followed).toEqual([]);
    expect(rows.find("m")).toBeUndefined();
    expect(changes).toEqual(["m", "m"]);
  });
});
