import type { Firestore, Query } from "@google-cloud/firestore";
import type { CountQuery, MessageCounter } from "./count-query.ts";
import { SHARDS } from "../messages/shard.ts";

/** Counts in Firestore, from index entries alone. */
export function createFirestoreCounter(firestore: Firestore): MessageCounter {
  return {
    async count(query) {
      const snapshot = await countedMessages(firestore, query).count().get();
      return snapshot.data().count;
    },
  };
}

/** The messages that a query counts; terraform/firestore.tf declares the indexes. */
export function countedMessages(
  firestore: Firestore,
  { equal, dayField, period }: CountQuery,
): Query {
  const inShards: Query = firestore
    .collectionGroup("messages")
    .where("shard", "in", SHARDS);
  return Object.entries(equal)
    .reduce(
      (narrower, [field, value]) => narrower.where(field, "==", value),
      inShards,
    )
    .where(dayField, ">=", period.from)
    .where(dayField, "<=", period.to);
}
