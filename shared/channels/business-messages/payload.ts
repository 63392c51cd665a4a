import * as z from "zod";
import { TextOrUndefined } from "../../events/text-schema.ts";

/** The agent's name, `brands/B/agents/A`: visible ASCII, since an unwrapped push makes a header of it. */
const AgentName = z
  .string()
  .max(1024)
  .regex(/^brands\/[!-.0-~]+\/agents\/[!-.0-~]+$/)
  .optional()
  .catch(undefined);

/** What is read of a `UserMessage` (Business Messages, "UserMessage"), whichever kind it is. */
export const Payload = z.object({
  agent: AgentName,
  // Cut to a length that no usable id has: it is only compared with one.
  conversationId: z
    .string()
    .min(1)
    .transform((id) => id.slice(0, 1501))
    .optional()
    .catch(undefined),
  customAgentId: TextOrUndefined,
  requestId: TextOrUndefined,
  sendTime: TextOrUndefined,
});
export type Payload = z.infer<typeof Payload>;

/** The field `receipts` of a `UserMessage`; each receipt is checked alone. */
export const Receipts = z.object({
  receipts: z.array(z.unknown()).min(1),
  createTime: TextOrUndefined,
});

export const Receipt = z.object({
  message: z.string(),
  receiptType: z.string(),
});

/** The fields of a `UserMessage` of which one says what the user did. */
export const USER_EVENT_KINDS = [
  "message",
  "suggestionResponse",
  "userStatus",
  "authenticationResponse",
  "surveyResponse",
] as const;
