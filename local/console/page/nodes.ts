import type { Edge } from "../edges.ts";

export interface DiagramNode {
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

export const PLACE_SIZE = { width: 110, height: 34 };

/** Where the parts stand in the picture, by their names in the edges: from the top down. */
export const NODES: Readonly<Record<string, DiagramNode>> = {
  platform: { label: "platform", x: 170, y: 24 },
  backend: { label: "agent backend", x: 396, y: 24 },
  receiveWebhook: { label: "receiveWebhook", x: 170, y: 104 },
  receipts: { label: "receipts", x: 57, y: 184 },
  "user-events": { label: "user-events", x: 170, y: 184 },
  "dead-letters": { label: "dead-letters", x: 283, y: 184 },
  "agent-reads": { label: "agent-reads", x: 396, y: 184 },
  storeReceipt: { label: "storeReceipt", x: 57, y: 274 },
  sendReadReceipt: { label: "sendReadReceipt", x: 396, y: 274 },
  firestore: { label: "Firestore", x: 57, y: 354 },
  "platform-api": { label: "platform's API", x: 396, y: 354 },
};
export const VIEW = { width: 453, height: 378 };

export interface Line {
  readonly from: DiagramNode;
  readonly to: DiagramNode;
}

/** Where an edge begins and ends: at the middle of both places, behind their boxes. */
export function lineOf(edge: Edge): Line {
  const [from = "", to = ""] = edge.split(">");
  const [start, end] = [NODES[from], NODES[to]];
  if (!start || !end) throw new Error(`The picture has no place for ${edge}.`);
  return { from: start, to: end };
}

/** How long something waits to set out, so that it is seen to go from part to part. */
export function delayMsOf(edge: Edge): number {
  return (lineOf(edge).from.y / VIEW.height) * 1200;
}
