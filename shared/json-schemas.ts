import { z } from "zod";
import { AgentReadEvent } from "./agent-read-event.ts";
import { ReceiptEvent } from "./receipt-event.ts";

/** The published contracts: what is on the topics `receipts` and `agent-reads`. */
export const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  "receipt-event": ReceiptEvent,
  "agent-read-event": AgentReadEvent,
};

/** The JSON Schema (draft 2020-12) of one of them, as text. Fields that it doesn't know may be added to an event. */
export function toJsonSchema(name: string): string {
  const schema = SCHEMAS[name];
  if (!schema) throw new RangeError(`There is no schema ${name}.`);
  return (
    JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2) + "\n"
  );
}
