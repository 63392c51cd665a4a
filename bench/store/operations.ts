/** What was asked of Firestore: documents written and read, and the calls that it took. */
export interface Operations {
  readonly writes: number;
  readonly reads: number;
  readonly calls: number;
}

interface Request {
  readonly writes?: readonly unknown[];
  readonly documents?: readonly unknown[];
}
type Method = (request: Request, ...rest: unknown[]) => unknown;

/** Every method of Firestore's low-level client that the measured writers, or their successors, could come to call. */
const METHODS = [
  "batchGetDocuments",
  "batchWrite",
  "beginTransaction",
  "commit",
  "getDocument",
  "rollback",
  "runAggregationQuery",
  "runQuery",
];

/**
 * Counts the operations of all clients with this prototype from now on; the library's own retries underneath are one call.
 * @returns what tells the counts so far
 */
export function countOperations(prototype: object): () => Operations {
  const counts = { writes: 0, reads: 0, calls: 0 };
  const methods = prototype as Record<string, Method>;
  for (const name of METHODS) {
    const method = methods[name];
    if (!method) throw new Error(`The client has no method ${name}.`);
    methods[name] = function (this: unknown, request, ...rest) {
      counts.calls += 1;
      counts.writes += request.writes?.length ?? 0;
      counts.reads += request.documents?.length ?? 0;
      if (name === "getDocument") counts.reads += 1;
      return method.call(this, request, ...rest);
    };
  }
  return () => ({ ...counts });
}
