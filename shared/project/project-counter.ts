import { withDeadline } from "../runtime/deadline.ts";
import type { MessageCounter } from "../stats/count-query.ts";
import { createFirestoreCounter } from "../stats/firestore-counter.ts";
import type { ProjectFirestore } from "./project-firestore.ts";

const COUNT_DEADLINE_MS = 60_000; // Firestore itself gives up after that

/** Counts in a project's Firestore, in bounded time, and says in a sentence why it can't. */
export function createProjectCounter({
  firestore,
  explained,
}: ProjectFirestore): MessageCounter {
  const unbounded = createFirestoreCounter(firestore);
  return {
    count: (query) =>
      explained(
        withDeadline(unbounded.count(query), COUNT_DEADLINE_MS, "Counting"),
      ),
  };
}
