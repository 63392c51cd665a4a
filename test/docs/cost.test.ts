import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { channels } from "../../shared/channels/channels.ts";
import { countQueries } from "../../shared/stats/count-query.ts";
import { createLog } from "../../shared/runtime/log.ts";
import type { MessageWrite } from "../../shared/messages/message-document.ts";
import type { OutgoingMessage } from "../../shared/pubsub/publisher.ts";
import { ReceiptType } from "../../shared/events/receipt-event.ts";
import { getProjectId } from "../../shared/pubsub/topic-name.ts";
import { injectTraceContext } from "../../shared/pubsub/trace-attributes.ts";
import { runInTraceContext } from "../../shared/runtime/trace.ts";
import {
  serveWebhook,
  TOPICS,
} from "../functions/receive-webhook/serve-webhook.ts";
import { serveSendReadReceipt } from "../functions/send-read-receipt/serve-send-read-receipt.ts";
import { serveStoreReceipt } from "../functions/store-receipt/serve-store-receipt.ts";
import { businessMessages } from "../support/fixtures.ts";
import type { LogLine } from "../support/log.ts";

const text = readFileSync("docs/cost.md", "utf8");
const TOPIC = "projects/my-receipts/topics/receipts";

/** The rows below the head of the table of a section. */
function tableOf(heading: string): string[][] {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading));
  const [, , ...rows] = section?.match(/^\|.*\|$/gm) ?? [];
  return rows.map((row) => row.split("|").slice(1, -1)).map(trimAll);
}
const trimAll = (cells: string[]) => cells.map((cell) => cell.trim());

const toNumber = (digits = "") => Number(digits.replaceAll(",", ""));
const toCents = (dollars: number) => Math.round(dollars * 100 + 1e-6);
const centsOf = (cell = "") => toCents(Number(/\$([\d.]+)/.exec(cell)?.[1]));
const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

interface Line {
  readonly isTotal: boolean;
  readonly name: string;
  readonly quantity: number;
  readonly unit: string | undefined;
  readonly price: string | undefined;
  readonly per: number;
  readonly pricedUnit: string | undefined;
  readonly cents: number;
}

/** The lines of a table of costs; its last two columns are further quantities and costs at the same prices. */
function linesOf(heading: string, column: "base" | "ten" = "base"): Line[] {
  return tableOf(heading).map((cells) => {
    const [name = "", , price = ""] = cells;
    const [quantity = "", cost] =
      column === "base" ? [cells[1], cells[3]] : [cells[4], cells[5]];
    const [, many, unit] = /^([\d.,]+) (.+)$/.exec(quantity) ?? [];
    const [, dollars, per = "1", pricedUnit] =
      /^\$([\d.]+) \/ (?:([\d,]+) )?(.+)$/.exec(price) ?? [];
    return {
      isTotal: name.startsWith("**"),
      name,
      quantity: toNumber(many),
      unit: unit?.replace(/s$/, ""),
      price: dollars,
      per: toNumber(per),
      pricedUnit: pricedUnit?.replace(/s$/, ""),
      cents: centsOf(cost),
    };
  });
}

const TABLES: [heading: string, column: "base" | "ten"][] = [
  ["A million receipts", "base"],
  ["A million receipts", "ten"],
  ["A million agent reads", "base"],
  ["A month", "base"],
];

describe.each(TABLES)("the costs of: %s (%s)", (heading, column) => {
  const lines = linesOf(heading, column);

  it.each(lines.filter(({ isTotal }) => !isTotal))(
    "are quantity times unit price: $name",
    ({ quantity, unit, price, per, pricedUnit, cents }) => {
      expect(unit).toBe(pricedUnit);
      expect(cents).toBe(toCents((quantity * Number(price)) / per));
    },
  );

  it("add up to each total", () => {
    let open: number[] = [];
    for (const { isTotal, name, cents } of lines) {
      if (isTotal) expect([name, cents]).toEqual([name, sum(open)]);
      open = isTotal ? [] : [...open, cents];
    }
    expect(open).toEqual([]);
  });

  it("have no unit price that is not among the prices", () => {
    const prices = tableOf("Prices").map(([price]) => price);
    const known = prices.join().match(/(?<=\$)[\d.]*\d/g);
    for (const { isTotal, price } of lines) {
      if (!isTotal) expect(known).toContain(price);
    }
  });
});

it("computes the cost of a million requests from the billed time", () => {
  const examples = [...text.matchAll(/(\$[\d.]+)\s+at\s+([\d.]+) s\b/g)];
  expect(examples).toHaveLength(2);
  for (const [, cost, seconds] of examples) {
    const dollars = 0.4 + Number(seconds) * (1 * 24 + 0.5 * 2.5);
    expect(centsOf(cost)).toBe(toCents(dollars));
  }
});

/** The sizes of a row of the table of sizes. */
function sizes(start: string): number[] {
  const row = tableOf("Sizes").find(([what]) => what?.startsWith(start));
  if (!row) throw new Error(`The page has no size of: ${start}.`);
  return (row[1] ?? "").split(", ").map(toNumber);
}

describe("the quantities", () => {
  const size = (start: string) => sum(sizes(start));
  const least = size("least");
  const own = size("Pub/Sub's");
  const receipt = size("receipt in") + own;
  const week = 7 / 30; // of a month
  const months = 90 / 30;
  const stored =
    (size("message's document") + size("message's two index")) * months;
  const [webhook = 0, store = 0, send = 0] = sizes("log lines").map(
    (line) => line + size("what Cloud Logging adds"), // to it, and the request's entry
  );

  it.each<[string, "base" | "ten", string, number]>([
    ["A million receipts", "base", "Pub/Sub, publish", 2 * least],
    ["A million receipts", "base", "Pub/Sub, kept", receipt * week],
    ["A million receipts", "base", "Firestore, storage", stored],
    ["A million receipts", "base", "Cloud Logging", webhook + store],
    ["A million receipts", "ten", "Pub/Sub, publish", receipt + least],
    ["A million receipts", "ten", "Cloud Logging", webhook / 10 + store],
    ["A million agent", "base", "Pub/Sub, publish", 2 * least],
    [
      "A million agent",
      "base",
      "Pub/Sub, kept",
      (size("agent read in") + own) * week,
    ],
    [
      "A million agent",
      "base",
      "Firestore, storage",
      (size("agent read's two documents") + size("agent read's two index")) *
        months,
    ],
    ["A million agent", "base", "Cloud Logging", send],
    ["A month", "base", "BigQuery subscription", least],
    ["A month", "base", "BigQuery subscription, million agent", least],
    ["A month", "base", "BigQuery, receipts' rows", receipt],
  ])("follow from the sizes: %s (%s), %s", (heading, column, start, bytes) => {
    const lines = linesOf(heading, column);
    const line = lines.find(({ name }) => name.startsWith(start));
    expect(line?.quantity).toBeCloseTo((1_000_000 * bytes) / 2 ** 30, 3);
  });
});

it("counts the series of the dashboard's metrics: one for each combination of labels", () => {
  const values: Record<string, number> = {
    channel: channels.length,
    receipt_type: ReceiptType.options.length,
    source: 3, // the functions
  };
  const metrics = JSON.parse(
    readFileSync("terraform/metrics.json", "utf8"),
  ) as Record<string, { labels: object }>;
  const series = sum(
    Object.values(metrics).map(({ labels }) =>
      Object.keys(labels).reduce((all, label) => all * values[label]!, 1),
    ),
  );
  const start = `Dashboard's metrics, ${series} series`;
  const line = linesOf("A month").find(({ name }) => name.startsWith(start));
  const minutes = 30 * 24 * 60;
  expect(line?.quantity).toBeCloseTo((series * minutes * 8) / 2 ** 20, 3);
});

it("counts the reads of receipts stats: one for each thousand index entries, each count rounded up", () => {
  const scopes = 2; // channels
  const counts = Object.keys(
    countQueries({ channel: "c" }, { from: 0, to: 0 }),
  );
  const look = 1_000_000 / 1000 + scopes * counts.length;
  expect(text).toContain(`costs ${look.toLocaleString("en-US")} reads`);
  const line = linesOf("A month").find(({ name }) =>
    name.startsWith("Firestore, reads"),
  );
  expect(line?.quantity).toBe(30 * 24 * look);
  expect(text).toContain(`${30 * 24} looks`);
});

const PROJECT = getProjectId(TOPIC);
const bytes = (value: string) => Buffer.byteLength(value);

/** With the trace that it carries, which the kept publisher leaves out. */
function bytesOf(message: OutgoingMessage): number {
  const [carried = message] = runInTraceContext("", PROJECT, () =>
    injectTraceContext([message]),
  );
  const { data, attributes } = carried;
  return data.length + bytes(Object.entries(attributes).flat().join(""));
}

/** The bytes of the one line that a function logged. */
function lineBytes([line, ...more]: readonly LogLine[]): number {
  if (!line || more.length > 0) throw new Error("Not one line was logged.");
  let written = "";
  const log = createLog((text) => (written += text));
  runInTraceContext("", PROJECT, () => {
    log(line.severity, line.message, line.fields, line.error);
  });
  return bytes(written);
}

// By "Storage size calculations" of Firestore: a string takes one byte more than its own, a number or a time eight.
const string = (value: string) => bytes(value) + 1;
const nameBytes = (message: string) => sum(message.split("/").map(string)) + 16;

/** A document's bytes. None of its fields is indexed by itself. */
function documentBytes(write: MessageWrite) {
  const { message, fields, shard, minimum, maximum } = write;
  const field = (key: string, value = 8) => string(key) + value;
  const texts = Object.entries(fields).map(([k, v]) => field(k, string(v)));
  const numbers = { shard, ...minimum, ...maximum, expireAt: 0 };
  const numberFields = Object.keys(numbers).map((key) => field(key));
  return nameBytes(message) + sum(texts) + sum(numberFields) + 32;
}

/** The bytes of a delivered message's entries in the indexes for counting: its agent's and its channel's. */
function indexBytes({ message, fields }: MessageWrite) {
  const { channel = "", agent = "" } = fields;
  const period = { from: 0, to: 0 };
  const entries = [{ channel }, { channel, agent }].map((scope) => {
    const { equal } = countQueries(scope, period).read;
    const values = Object.values(equal).map((value) =>
      typeof value === "string" ? string(value) : 8,
    );
    return nameBytes(message) + sum(values) + 2 * 8 + 32; // shard and day
  });
  return sum(entries);
}

it("measured the sizes on the documented receipt's way through the functions", async () => {
  const messageId = "12345678901234567"; // as long as the page assumes
  await using webhook = await serveWebhook();
  await using store = await serveStoreReceipt({
    write: () => Promise.resolve(),
  });
  await using send = await serveSendReadReceipt();

  await webhook.post(JSON.stringify(businessMessages("delivered")));
  const [message] = webhook.publisher.on(TOPICS.receipts);
  if (!message) throw new Error("Nothing was published.");
  await store.push(JSON.parse(message.data.toString()), messageId);
  const [write] = store.writes;
  if (!write) throw new Error("Nothing was written.");
  const { agent } = write.fields;
  const event = { message: write.message, agent, reader: "ada" };
  await send.push(event, messageId);

  expect(sizes("receipt in Pub/Sub")).toEqual([bytesOf(message)]);
  expect(bytesOf(message)).toBeLessThan(1000 - messageId.length - 20);
  expect(sizes("agent read in Pub/Sub")).toEqual([
    bytes(JSON.stringify(event)),
  ]);
  expect(sizes("message's document")).toEqual([documentBytes(write)]);
  expect(sizes("message's two index entries")).toEqual([indexBytes(write)]);
  const lines = [webhook.lines, store.lines, send.lines].map(lineBytes);
  expect(sizes("log lines")).toEqual(lines);
});
