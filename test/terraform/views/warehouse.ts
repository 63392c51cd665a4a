import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { channels } from "../../../shared/channels/channels.ts";
import type { Seed } from "../../support/seed.ts";
import { addFunctions, toBigQueryTime, toSqlite } from "./dialect.ts";

export type Row = Record<string, SQLOutputValue>;

export interface Warehouse {
  /** All rows of a view. */
  rows(view: string): Row[];
  /** The answer to a query of somebody's own on the views. */
  ask(query: string): Row[];
}

const DATASET = "my-project.receipts";

/** The views' names: first those that the others read. */
export const VIEWS = [
  ...new Set([
    "messages",
    "user_messages",
    ...readdirSync("terraform/views").map((file) => file.replace(".sql", "")),
  ]),
];

export const readView = (name: string): string =>
  readFileSync(`terraform/views/${name}.sql`, "utf8");

/** What BigQuery holds once Pub/Sub has written these events into the tables, as Terraform makes both. */
export function fillWarehouse({ receipts, agentReads }: Seed): Warehouse {
  const database = new DatabaseSync(":memory:");
  addFunctions(database);
  fillTable(database, "receipts", "receipts-table", receipts);
  const published = agentReads.map(({ event, publishTime }) => ({
    ...event,
    publish_time: publishTime,
  }));
  fillTable(database, "agent_reads", "agent-reads-table", published);
  for (const name of VIEWS) {
    const query = toSqlite(render(readView(name)));
    database.exec(`CREATE VIEW \`${DATASET}.${name}\` AS ${query}`);
  }
  const ask = (query: string) =>
    database
      .prepare(query.replace(/`receipts\.(\w+)`/g, `\`${DATASET}.$1\``))
      .all();
  return { ask, rows: (view) => ask(`SELECT * FROM \`receipts.${view}\``) };
}

function fillTable(
  database: DatabaseSync,
  name: string,
  schema: string,
  rows: readonly object[],
): void {
  const columns = JSON.parse(
    readFileSync(`terraform/schemas/${schema}.json`, "utf8"),
  ) as { name: string; type: string }[];
  const names = columns.map((column) => column.name);
  database.exec(`CREATE TABLE \`${DATASET}.${name}\` (${names.join(", ")})`);
  const insert = database.prepare(
    `INSERT INTO \`${DATASET}.${name}\` VALUES (${names.map(() => "?").join(", ")})`,
  );
  for (const row of rows as Record<string, string | null | undefined>[]) {
    const values = columns.map((column) => {
      const value = row[column.name] ?? null;
      const isTime = column.type === "TIMESTAMP" && value !== null;
      return isTime ? toBigQueryTime(value) : value;
    });
    insert.run(...values);
  }
}

/** The templates as Terraform fills them in. */
function render(template: string): string {
  return template
    .replace(
      /%\{ for channel, pattern in channels ~\}\n(.*?)%\{ endfor ~\}\n/s,
      (_, line: string) =>
        channels
          .map(({ name, exampleMessage }) =>
            line
              .replace("${channel}", name)
              .replace(
                "${pattern}",
                `^${exampleMessage.replaceAll(/\b[A-Z]\b/g, "[^/]+")}$`,
              ),
          )
          .join(""),
    )
    .replaceAll(/\$\{(\w+)\}/g, `${DATASET}.$1`);
}
