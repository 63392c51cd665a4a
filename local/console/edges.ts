/** Each way that something takes through the service: the lines of the console's picture, by what they join. */
export const EDGES = [
  "platform>receiveWebhook",
  "backend>agent-reads",
  "receiveWebhook>receipts",
  "receiveWebhook>user-events",
  "receiveWebhook>dead-letters",
  "receipts>storeReceipt",
  "agent-reads>sendReadReceipt",
  "storeReceipt>firestore",
  "storeReceipt>dead-letters",
  "sendReadReceipt>firestore",
  "sendReadReceipt>platform-api",
  "sendReadReceipt>dead-letters",
] as const;
export type Edge = (typeof EDGES)[number];

/** How often something went a way, and how often of these in vain: it was refused, failed, or comes again. */
export interface EdgeCount {
  readonly count: number;
  readonly failed: number;
}
export type Traffic = Partial<Readonly<Record<Edge, EdgeCount>>>;

/** What passed between an earlier and a later count. */
export function countsBetween(earlier: Traffic, later: Traffic): Traffic {
  const passed: Partial<Record<Edge, EdgeCount>> = {};
  for (const edge of EDGES) {
    const before = earlier[edge] ?? { count: 0, failed: 0 };
    const { count, failed } = later[edge] ?? before;
    if (count > before.count) {
      passed[edge] = {
        count: count - before.count,
        failed: failed - before.failed,
      };
    }
  }
  return passed;
}
