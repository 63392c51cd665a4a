import { readFileSync } from "node:fs";
import type { Firestore } from "@google-cloud/firestore";
import { describe, expect, it } from "@jest/globals";
import {
  countQueries,
  indexFieldsFor,
  type CountQuery,
} from "../../shared/stats/count-query.ts";
import { createFirestoreCounter } from "../../shared/stats/firestore-counter.ts";
import { SHARDS } from "../../shared/messages/shard.ts";

// Google's emulator never misses an index, so each query is held against those that Terraform declares.

const terraform = readFileSync("terraform/firestore.tf", "utf8");
const quoted = (text = "") =>
  [...text.matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? "");
const [, list = ""] =
  /counting_indexes = \{\n +for fields in \[\n(.*?)\n {4}\]/s.exec(terraform) ??
  [];
const declared = [...list.matchAll(/\[(.*)\]/g)].map(([, fields]) =>
  quoted(fields),
);
const asSet = (indexes: readonly (readonly string[])[]) =>
  new Set(indexes.map((fields) => fields.join(" ")));

const period = { from: 20_000, to: 20_006 };
const queries = [{ channel: "c" }, { channel: "c", agent: "a" }].flatMap(
  (scope) => Object.values(countQueries(scope, period)),
);

/** What Firestore is asked for a query. */
async function ask(query: CountQuery) {
  const filters: [field: string, operator: string, value: unknown][] = [];
  const collections: string[] = [];
  const asked = {
    where(...filter: (typeof filters)[number]) {
      filters.push(filter);
      return asked;
    },
    count: () => ({
      get: () => Promise.resolve({ data: () => ({ count: 7 }) }),
    }),
  };
  const firestore = {
    collectionGroup(name: string) {
      collections.push(name);
      return asked;
    },
  };
  const counter = createFirestoreCounter(firestore as unknown as Firestore);
  const count = await counter.count(query);
  return { filters, collections, count };
}

describe("the indexes for counting", () => {
  it("are those that the queries need, and no others", () => {
    expect(asSet(declared)).toEqual(asSet(queries.map(indexFieldsFor)));
    expect(declared).toHaveLength(6);
  });

  it.each(queries)(
    "have what Firestore is asked for: $equal, $dayField",
    async (query) => {
      const { filters, collections, count } = await ask(query);
      expect(collections).toEqual(["messages"]);
      expect(count).toBe(7);
      // A range comes last in an index; equal fields may stand in any order before it.
      const days = filters.slice(-2);
      expect(days).toEqual([
        [query.dayField, ">=", 20_000],
        [query.dayField, "<=", 20_006],
      ]);
      const others = filters.slice(0, -2);
      expect(others.map(([, operator]) => operator)).toEqual([
        "in",
        ...others.slice(1).map(() => "=="),
      ]);
      const fields = [...others.map(([field]) => field), query.dayField];
      expect(asSet(declared)).toContain(fields.join(" "));
    },
  );

  it("ask every shard, and of no more alternatives than Firestore takes", async () => {
    for (const query of queries) {
      const { filters } = await ask(query);
      expect(filters[0]).toEqual(["shard", "in", SHARDS]);
    }
    expect(SHARDS.length).toBeLessThanOrEqual(30);
  });

  it("begin with the shard and end with the day, so that a day is no hotspot", () => {
    for (const fields of declared) {
      expect(fields[0]).toBe("shard");
      expect(fields.at(-1)).toMatch(/day$/i);
      expect(fields.join()).not.toMatch(/time/i);
    }
  });

  it("cover all conversations", () => {
    const [, resource = ""] =
      /resource "google_firestore_index" "counting" \{(.*?)\n\}/s.exec(
        terraform,
      ) ?? [];
    expect(resource).toMatch(/query_scope += "COLLECTION_GROUP"/);
    expect(resource).toMatch(/collection += "messages"/);
  });

  it("hold fields that have no index of their own", () => {
    const [, exempt] = /messages = \[([^\]]*)\]/.exec(terraform) ?? [];
    for (const field of declared.flat()) {
      // A map's exemption covers the fields in it.
      expect(quoted(exempt)).toContain(field.split(".")[0]);
    }
  });
});
