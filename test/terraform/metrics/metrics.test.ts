import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { NAME as RECEIVE_WEBHOOK } from "../../../functions/receive-webhook/handler.ts";
import { NAME as SEND_READ_RECEIPT } from "../../../functions/send-read-receipt/handler.ts";
import { NAME as STORE_RECEIPT } from "../../../functions/store-receipt/handler.ts";
import { NeedsOperatorError } from "../../../shared/runtime/errors.ts";
import { ReceiptType } from "../../../shared/events/receipt-event.ts";
import {
  EVENT,
  REJECTED,
  SENT,
} from "../../functions/send-read-receipt/serve-send-read-receipt.ts";
import { CHANNELS } from "../../support/channels.ts";
import { ofSend, ofStore, ofWebhook } from "./lines.ts";
import { extract, matches, type Entry } from "./log-filter.ts";

interface Metric {
  readonly filter: string;
  readonly labels: Record<string, string>;
}
type Counted = Record<string, Record<string, string>>;

const metrics = Object.entries(
  JSON.parse(readFileSync("terraform/metrics.json", "utf8")) as Record<
    string,
    Metric
  >,
);

/** The metrics that count one of the entries, each with its labels. */
function count(entries: readonly Entry[]): Counted {
  const counted: Counted = {};
  for (const entry of entries) {
    for (const [name, { filter, labels }] of metrics) {
      if (!matches(filter, entry)) continue;
      expect(counted).not.toHaveProperty(name);
      counted[name] = Object.fromEntries(
        Object.entries(labels).map(([label, extractor]) => [
          label,
          extract(extractor, entry),
        ]),
      );
    }
  }
  return counted;
}

const [first] = CHANNELS;
const CASES: [what: string, lines: () => Promise<Entry[]>, counted: Counted][] =
  [
    ...CHANNELS.flatMap((of): typeof CASES => {
      const channel = of.channel.name;
      return [
        [
          `a payload of ${channel} that is queued`,
          () => ofWebhook(of),
          { payloads_queued: { channel } },
        ],
        [
          `a payload of ${channel} with a receipt that can't be used`,
          () => ofWebhook(of, { id: "__id__" }),
          {
            payloads_queued: { channel },
            events_dead_lettered: { source: RECEIVE_WEBHOOK },
          },
        ],
        [
          `a payload of ${channel} that nobody signed`,
          () => ofWebhook(of, { key: "guess" }),
          { signatures_rejected: { channel } },
        ],
        ...ReceiptType.options.map((type): (typeof CASES)[number] => [
          `a ${type} of ${channel} that is stored`,
          () => ofStore({ of, type }),
          { receipts_stored: { channel, receipt_type: type } },
        ]),
      ];
    }),
    [
      "a receipt that can't be stored now",
      () => ofStore({ of: first!, type: "READ" }, true),
      {},
    ],
    [
      "what is no receipt",
      () => ofStore("malformed"),
      { events_dead_lettered: { source: STORE_RECEIPT } },
    ],
    [
      "a read receipt that is sent",
      () => ofSend(EVENT, SENT),
      { read_receipts_sent: { channel: first!.channel.name } },
    ],
    [
      "a read receipt that the platform refuses",
      () => ofSend(EVENT, REJECTED),
      {
        read_receipts_rejected: {},
        events_dead_lettered: { source: SEND_READ_RECEIPT },
      },
    ],
    [
      "a read receipt that fails",
      () => ofSend(EVENT, new Error("429")),
      { read_receipt_attempts_failed: {} },
    ],
    [
      "a read receipt whose platform wants no calls",
      () => ofSend(EVENT, new NeedsOperatorError("No token.")),
      { read_receipt_attempts_failed: {} },
    ],
    [
      "what is no agent read",
      () => ofSend({}),
      { events_dead_lettered: { source: SEND_READ_RECEIPT } },
    ],
  ];

describe("the metrics of log lines", () => {
  it.each(CASES)(
    "count %s as that, and as nothing else",
    async (_, lines, counted) => {
      const entries = await lines();
      expect(entries).not.toEqual([]);
      expect(count(entries)).toEqual(counted);
    },
  );

  it("are each counted by one of these cases", () => {
    const names = CASES.flatMap(([, , counted]) => Object.keys(counted));
    expect(new Set(names)).toEqual(new Set(metrics.map(([name]) => name)));
  });

  it("have labels of few values alone: each of them is kept for itself, and costs", () => {
    const labels = metrics.flatMap(([, metric]) =>
      Object.entries(metric.labels),
    );
    expect(new Map(labels)).toEqual(
      new Map([
        ["channel", "EXTRACT(jsonPayload.channel)"],
        ["receipt_type", "EXTRACT(jsonPayload.receiptType)"],
        ["source", "EXTRACT(jsonPayload.function)"],
      ]),
    );
  });
});

describe("the filters' matcher", () => {
  const entry = { severity: "ERROR", jsonPayload: { a: "x y", n: 2 } };

  it.each([
    ['jsonPayload.a="x y"', true],
    ['jsonPayload.a="x"', false],
    ["jsonPayload.n>1", true],
    ["jsonPayload.n>2", false],
    ["jsonPayload.none>0", false],
    ["severity=ERROR AND jsonPayload.n>2", false],
    ["jsonPayload.n>2 OR severity=ERROR AND jsonPayload.n>1", true],
    ["severity=INFO AND jsonPayload.n>1 OR severity=ERROR", false],
    ["(severity=INFO AND jsonPayload.n>1) OR severity=ERROR", true],
  ])("takes %s for %s", (filter, expected) => {
    expect(matches(filter, entry)).toBe(expected);
  });

  it.each([
    "severity>=ERROR",
    "NOT severity=ERROR",
    "(severity=ERROR",
    "x y",
    "",
  ])("does not guess what %j means", (filter) => {
    expect(() => matches(filter, entry)).toThrow();
  });
});
