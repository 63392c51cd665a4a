import * as z from "zod";

/** A webhook's body. What is in a change is looked at one by one, so that one bad status spoils no other. */
export const Payload = z.object({
  object: z.literal("whatsapp_business_account"),
  entry: z.array(z.object({ changes: z.array(z.unknown()) })),
});

export const Change = z.object({
  field: z.literal("messages"),
  value: z.object({
    metadata: z.object({ phone_number_id: z.string() }),
    statuses: z.array(z.unknown()).default([]),
    messages: z.array(z.unknown()).default([]),
  }),
});
export type Change = z.infer<typeof Change>;

/** Whether a change that is not well-formed should have had receipts. */
export const HasStatuses = z.object({
  value: z.object({ statuses: z.unknown().refine((it) => it !== undefined) }),
});

export const Status = z.object({
  id: z.string(),
  status: z.string(),
  timestamp: z.string().optional().catch(undefined),
  recipient_id: z.string(),
});
export type Status = z.infer<typeof Status>;

/** The smallest payload with these statuses or messages. */
export function createPayload(
  phoneNumberId: string,
  content: { statuses: readonly unknown[] } | { messages: readonly unknown[] },
): object {
  const value = {
    messaging_product: "whatsapp",
    metadata: { phone_number_id: phoneNumberId },
    ...content,
  };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: "0", changes: [{ field: "messages", value }] }],
  };
}
