import { z } from "zod";

const RECEIPT_PATH =
  /^\/v1\/(conversations\/[^/?]+\/messages\/[^/?]+\/receipt)$/;
const UpdateReceipt = z.strictObject({ receiptType: z.literal("READ") });

/** Answers as `conversations.messages.updateReceipt` does, for any conversation. */
export function checkBusinessMessages(
  method: string,
  path: string,
  body: unknown,
): { status: 200; answer: object } | { status: 400 | 404; answer: string } {
  const [, name] = RECEIPT_PATH.exec(path) ?? [];
  if (method !== "PATCH" || name === undefined) {
    return { status: 404, answer: "NOT_FOUND" };
  }
  if (!UpdateReceipt.safeParse(body).success) {
    return { status: 400, answer: "INVALID_ARGUMENT" };
  }
  return {
    status: 200,
    answer: { name: decodeURIComponent(name), receiptType: "READ" },
  };
}
