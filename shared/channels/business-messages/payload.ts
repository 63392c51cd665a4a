import * as z from "zod";
import { TextOrUndefined } from "../../events/text-schema.ts";

/** The agent's name, `brands/B/agents/A`: visible ASCII, since an unwrapped push makes a header of it. */
const AgentName = z
  .string()
  .max(1024)
  .regex(/^brands\/[!-.0-~]+\/agents\/[!-.0-~]+$/)
  .optional()
  .catch(undefined);

/** The `UserMessage` of a webhook request (Business Messages, "UserMessage"), of any kind. */
export const Payload = z.object({
  agent: AgentName,
  // Cut to one character more than a valid ID has, because it's only compared with one.
  conversationId: z
    .string()
    .min(1)
    .transform((id) => id.slice(0, 1501))
    .optional()
    .catch(undefined),
  customAgentId: TextOrUndefined,
  requestId: TextOrUndefined,
  sendTime: TextOrUndefined,
  receipts: z.unknown().optional(),
  message: z.unknown().optional(),
  suggestionResponse: z.unknown().optional(),
  userStatus: z.unknown().optional(),
  authenticationResponse: z.unknown().optional(),
  surveyResponse: z.unknown().optional(),
});
export type Payload = z.infer<typeof Payload>;

/** The fields of a `UserMessage` that hold a user event. */
export const USER_EVENT_KINDS = [
  "message",
  "suggestionResponse",
  "userStatus",
  "authenticationResponse",
  "surveyResponse",
] as const satisfies (keyof Payload)[];

/** The field `receipts` of a `UserMessage`. Each receipt is parsed by itself, with `Receipt`. */
export const Receipts = z.object({
  receipts: z.array(z.unknown()).min(1),
  createTime: TextOrUndefined,
});
export type Receipts = z.infer<typeof Receipts>;

export const Receipt = z.object({
  message: z.string(),
  receiptType: z.string(),
});
