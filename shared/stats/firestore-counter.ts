import type { Firestore, Query } from "@google-cloud/firestore";
import type { MessageCounter } from "./count-query.ts";
import { SHARDS } from "../shard.ts";

/** Counts in Firestore, from index entries alone; terraform/firestore.tf declares the indexes. */
export function createFirestoreCounter(firestore: Firestore): MessageCounter {
  return {
    async count({ equal, dayField, period }) {
      const inShards: Query = firestore
        .collectionGroup("messages")
        .where("shard", "in", SHARDS);
      const query = Object.entries(equal).reduce(
        (narrower, [field, value]) => narrower.where(field, "==", value),
        inShards,
      );
      const snapshot = await query
        .where(dayField, ">=", period.from)
        .where(dayField, "<=", period.to)
        .count()
        .get();
      return snapshot.data().count;
    },
  };
}
