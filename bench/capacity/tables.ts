import { markdownTable } from "../../scripts/markdown-table.ts";
import { readMeasured } from "./limits.ts";
import { byTheRule, needsOf } from "./needs.ts";
import { simulate, type Moment } from "./ramp.ts";

const TARGET = 100_000; // receipts a second
const RATES = [1000, 10_000, TARGET];
const ROW_SECONDS = 600;
const LONGEST_SECONDS = 12 * 3600;

/** The tables of docs/capacity.md, by their markers. */
export function scaleTables(cost: string): Record<string, string> {
  const measured = readMeasured(cost);
  const isCaughtUp = ({ second, stored, waiting }: Moment) =>
    (stored >= TARGET && waiting < 1) || second >= LONGEST_SECONDS;
  const ofRamp = (offered: (second: number) => number) =>
    rampTable(simulate(offered, measured, isCaughtUp));
  return {
    measured: `A webhook request takes ${measured.webhookCpuMs} ms of CPU, a push to the store function ${measured.storeCpuMs} ms; a receipt has ${measured.messageBytes} bytes in Pub/Sub.`,
    needs: needsTable(),
    "at-once": ofRamp(() => TARGET),
    ramped: ofRamp((second) => Math.min(TARGET, byTheRule(second))),
  };

  function needsTable(): string {
    const needs = RATES.map((rate) => needsOf(rate, measured));
    type Needs = (typeof needs)[number];
    const row = (what: string, value: (needs: Needs) => string) => [
      what,
      ...needs.map(value),
    ];
    return markdownTable(
      ["receipts a second", ...RATES.map(whole)],
      [
        row("webhook instances", (n) => whole(n.webhookInstances)),
        row("store instances", (n) => whole(n.storeInstances)),
        row("webhook requests under way", (n) => whole(n.webhooksUnderWay)),
        row("pushes under way", (n) => whole(n.pushesUnderWay)),
        row("MB a second, published and again pushed", (n) =>
          n.megabytes.toFixed(1),
        ),
        row("minutes of 500/50/5 until then", (n) => whole(n.rampMinutes)),
        row("writes a second in a shard", (n) => whole(n.writesAShard)),
        row("shards for 500 in each", (n) => whole(n.shards)),
      ],
    );
  }
}

function rampTable(moments: readonly Moment[]): string {
  const chosen = moments.filter(
    ({ second }, at) => second % ROW_SECONDS === 0 || at === moments.length - 1,
  );
  return markdownTable(
    [
      "minute",
      "come a second",
      "Firestore is ready for",
      "push window",
      "store instances",
      "stored a second",
      "waiting in Pub/Sub",
    ],
    chosen.map((moment) => [
      whole(moment.second / 60),
      whole(moment.offered),
      whole(moment.firestoreAllows),
      whole(moment.pushWindow),
      whole(moment.storeInstances),
      whole(moment.stored),
      whole(moment.waiting),
    ]),
  );
}

const whole = (value: number) => Math.round(value).toLocaleString("en-US");
