import { channels } from "../../shared/channels/channels.ts";
import { toDay } from "../../shared/messages/day.ts";
import { withDeadline } from "../../shared/runtime/deadline.ts";
import { createProjectCounter } from "../../shared/project/project-counter.ts";
import type { ProjectFirestore } from "../../shared/project/project-firestore.ts";
import { countQueries } from "../../shared/stats/count-query.ts";
import { countedMessages } from "../../shared/stats/firestore-counter.ts";
import { now } from "../../shared/runtime/timestamp.ts";
import type { MessageSource } from "./source.ts";

const READ_DEADLINE_MS = 10_000;

/** A project's Firestore, of which it reads alone. */
export function createFirestoreSource(
  project: ProjectFirestore,
): MessageSource {
  const { firestore, explain, explained } = project;
  const bounded = <T>(work: Promise<T>) =>
    explained(withDeadline(work, READ_DEADLINE_MS, "Reading"));
  return {
    counter: createProjectCounter(project),
    async read(message) {
      const snapshot = await bounded(firestore.doc(message).get());
      return snapshot.data();
    },
    async check() {
      const [{ name: channel }] = channels;
      const today = toDay(now());
      const queries = countQueries({ channel }, { from: today, to: today });
      await Promise.all(
        Object.values(queries).map((query) =>
          bounded(countedMessages(firestore, query).limit(1).get()),
        ),
      );
    },
    async probe() {
      await bounded(firestore.doc("console/probe").get()); // it need not be there
    },
    subscribe(query, limit, onRows, onFailure) {
      return countedMessages(firestore, query)
        .limit(limit)
        .onSnapshot(
          (snapshot) => {
            const changes = snapshot.docChanges();
            onRows({
              documents: new Map(
                snapshot.docs.map((doc) => [doc.ref.path, doc.data()]),
              ),
              changed: changes
                .filter(({ type }) => type !== "removed")
                .map(({ doc }) => doc.ref.path),
              reads: changes.length,
            });
          },
          (error) => onFailure(explain(error)),
        );
    },
  };
}
