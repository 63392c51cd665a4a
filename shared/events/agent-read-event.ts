import * as z from "zod";
import { OptionalText } from "./text-schema.ts";
import { Timestamp } from "./timestamp-schema.ts";

/**
 * An agent (a person or a bot) read a user's message: what agent backends publish on the topic
 * `agent-reads`. Several agents may report the same message; the platform is told once.
 */
export const AgentReadEvent = z
  .object({
    message: z
      .string()
      .min(1)
      .describe(
        "The name of the user's message, as its channel writes it: with ids for the capital letters of the examples",
      ),
    agent: OptionalText.describe("The agent that the message was sent to"),
    reader: OptionalText.describe("Who read it: an opaque id of your own"),
    readTime: Timestamp.nullish()
      .transform((time) => time ?? undefined)
      .describe("When it was read"),
    messageTime: Timestamp.nullish()
      .transform((time) => time ?? undefined)
      .describe("When the user sent the message"),
  })
  .meta({ title: "AgentReadEvent" });
export type AgentReadEvent = z.infer<typeof AgentReadEvent>;
