import * as z from "zod";
import { AgentReadEvent } from "../shared/events/agent-read-event.ts";
import { channels } from "../shared/channels/channels.ts";
import { ReceiptEvent } from "../shared/events/receipt-event.ts";

/** The published contracts: what is on the topics `receipts` and `agent-reads`. */
export const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  "receipt-event": ReceiptEvent,
  "agent-read-event": AgentReadEvent,
};

/** Examples of fields that each channel fills in its own way. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  channel: channels.map(({ name }) => name),
  message: channels.map(({ exampleMessage }) => exampleMessage),
};

/** The JSON Schema (draft 2020-12) of one of them, as text. Fields that it doesn't know may be added to an event. */
export function toJsonSchema(name: string): string {
  const schema = SCHEMAS[name];
  if (!schema) throw new RangeError(`There is no schema ${name}.`);
  const jsonSchema = z.toJSONSchema(schema, {
    io: "input",
    override({ jsonSchema, path }) {
      const examples = EXAMPLES[path.slice(1).join(".")];
      if (examples) jsonSchema.examples = [...examples];
    },
  });
  return JSON.stringify(jsonSchema, null, 2) + "\n";
}
