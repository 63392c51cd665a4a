import type { Firestore } from "@google-cloud/firestore";
import { withDeadline } from "../../shared/runtime/deadline.ts";
import type { Collector } from "./collector.ts";
import type { Ledger } from "./ledger.ts";
import type { CountingPlatform } from "./platform.ts";

const MESSAGES_PER_READ = 300;
const READ_DEADLINE_MS = 10_000;

export type StoredDocument = Readonly<Record<string, unknown>> & {
  readonly agentRead?: { readonly status?: string };
};

/** What can be seen from outside: documents, dead letters, user events, and which read receipts the platform got. */
export interface Observations extends Pick<
  Collector,
  "markers" | "deadMessages" | "deadReceipts" | "userEvents"
> {
  readonly documents: ReadonlyMap<string, StoredDocument>;
  readonly platform: Pick<CountingPlatform, "readReceiptCount">;
}

/** Looks up everything that a ledger names. Throws while the store doesn't answer. */
export async function gatherObservations(
  ledger: Ledger,
  firestore: Firestore,
  collector: Collector,
  platform: CountingPlatform,
): Promise<Observations> {
  const documents = new Map<string, StoredDocument>();
  const names = [...getMessages(ledger), ...ledger.forged];
  for (let start = 0; start < names.length; start += MESSAGES_PER_READ) {
    const part = names.slice(start, start + MESSAGES_PER_READ);
    const read = firestore.getAll(...part.map((name) => firestore.doc(name)));
    for (const found of await withDeadline(read, READ_DEADLINE_MS, "A look")) {
      const document = found.data();
      if (document) documents.set(found.ref.path, document);
    }
  }
  return { ...collector, documents, platform };
}

/** The messages that may have a document. */
export function getMessages({ receipts, agentReads }: Ledger): Set<string> {
  return new Set([...receipts, ...agentReads].map(({ message }) => message));
}

/** The documents that nothing that was sent explains. */
export async function findUnexplainedDocuments(
  firestore: Firestore,
  ledgers: readonly Ledger[],
): Promise<string[]> {
  const known = new Set(ledgers.flatMap((each) => [...getMessages(each)]));
  const { docs } = await firestore.collectionGroup("messages").select().get();
  return docs.map(({ ref }) => ref.path).filter((path) => !known.has(path));
}
