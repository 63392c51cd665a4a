import * as z from "zod";
import { parseJson } from "../../runtime/json.ts";

/** What Google posts: a Pub/Sub message with one event in it. Nothing but its `data` is signed. */
const Envelope = z.object({
  message: z.object({
    data: z.base64(),
    publishTime: z.string().optional().catch(undefined),
  }),
});

export interface Enveloped {
  /** The bytes that the signature is over. */
  readonly data: Buffer;
  /** The same, parsed as JSON; undefined if it is none. */
  readonly event: unknown;
  readonly publishTime: string | undefined;
}

/** Opens the envelope; undefined if the body is none. */
export function openEnvelope(body: unknown): Enveloped | undefined {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return undefined;
  const { data: text, publishTime } = envelope.data.message;
  const data = Buffer.from(text, "base64");
  return { data, event: parseJson(data.toString()), publishTime };
}
