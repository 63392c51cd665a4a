import { randomUUID } from "node:crypto";
import { businessMessages } from "../fixtures.ts";
import {
  fieldsOf,
  textOf,
  type ChannelRules,
  type UnusablePayload,
} from "./rules.ts";

const USER_EVENTS = [
  ...["message", "suggestionResponse", "userStatus"],
  ...["authenticationResponse", "surveyResponse"],
];

const AGENT = String(businessMessages("delivered").agent);

export const businessMessagesRules: ChannelRules = {
  otherAgent: "brands/own-brand/agents/own-agent",
  keysVariable: "BUSINESS_MESSAGES_WEBHOOK_KEYS",
  apiVariables: "BUSINESS_MESSAGES_",
  reports: ["DELIVERED", "READ"],
  mostReceipts: 100,
  queueOf: (agent) => agent,
  message: "conversations/C/messages/M",
  namePattern: /^conversations\/[^/]+\/messages\/[^/]+$/,
  isNameLogged: true,
  documented: [
    ...["delivered", "read-several", "placeholders", "message", "user-status"],
    ...["suggestion-response", "survey-response", "authentication-response"],
  ].map(businessMessages),
  wrap: (event) => event,
  signedPart: (body) => body,
  read(event) {
    const fields = fieldsOf(event);
    const receipts = fieldsOf(fields.get("receipts")).get("receipts");
    return {
      agent: textOf(fields.get("agent")),
      receipts: (Array.isArray(receipts) ? receipts : []).map((receipt) => ({
        message: fieldsOf(receipt).get("message"),
        type: fieldsOf(receipt).get("receiptType"),
      })),
      isUserEvent: USER_EVENTS.some((kind) => fields.get(kind) != null),
    };
  },
  newUserMessage: (agent, text) => ({
    agent,
    conversationId: randomUUID(),
    message: { messageId: randomUUID(), text },
    sendTime: new Date().toISOString(),
  }),
  unusable: (marker, createTime) => [
    ...[
      { message: `conversations/../messages/${marker}`, receiptType: "READ" },
      {
        message: `conversations/of-${marker}/messages/${marker}`,
        receiptType: "EXPLODED",
      },
      {
        message: `conversations/another/messages/${marker}`,
        receiptType: "READ",
      },
    ].map((bad) => beside(bad, `of-${marker}`, createTime)),
    ...[
      { conversationId: marker, receipts: { receipts: [] } },
      { agent: AGENT, conversationId: marker, receipts: 7 },
      { agent: AGENT, conversationId: marker },
      [marker],
    ].map((payload) => ({ body: JSON.stringify(payload) })),
  ],
};

/** A good receipt, and beside it one that can't be used. */
function beside(
  bad: object,
  conversationId: string,
  createTime: string,
): UnusablePayload {
  const good = `conversations/${conversationId}/messages/good`;
  const receipts = [{ message: good, receiptType: "READ" }, bad];
  const of = { agent: AGENT, conversationId };
  return {
    body: JSON.stringify({ ...of, receipts: { receipts, createTime } }),
    good,
  };
}
