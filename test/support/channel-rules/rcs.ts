import { randomInt, randomUUID } from "node:crypto";
import { parseJson } from "../../../shared/runtime/json.ts";
import { rcs } from "../fixtures.ts";
import { fieldsOf, textOf, type ChannelRules } from "./rules.ts";

const RECEIPTS = new Map<unknown, string>([
  ["DELIVERED", "DELIVERED"],
  ["READ", "READ"],
  ["TTL_EXPIRATION_REVOKED", "EXPIRED"],
  ["TTL_EXPIRATION_REVOKE_FAILED", "REVOKE_FAILED"],
]);
const USER_EVENTS: readonly unknown[] = [
  ...["IS_TYPING", "SUBSCRIBE", "UNSUBSCRIBE"],
];
const CONTENTS = ["text", "userFile", "location", "suggestionResponse"];

/** RFC 4648, section 4. */
const BASE64 = /^(?=(.{4})*$)[A-Za-z0-9+/]*={0,2}$/s;

const wrap: ChannelRules["wrap"] = (event) =>
  Buffer.from(
    JSON.stringify({
      message: {
        data: event.toString("base64"),
        attributes: { type: "event" },
        messageId: "7061236511221",
        publishTime: "2026-03-02T09:25:32.500Z",
      },
      subscription: "projects/rbm-partner/subscriptions/webhook",
    }),
  );

export const rcsRules: ChannelRules = {
  otherAgent: "own-agent",
  keysVariable: "RCS_WEBHOOK_KEYS",
  apiVariables: "RCS_",
  reports: ["DELIVERED", "READ", "EXPIRED", "REVOKE_FAILED"],
  mostReceipts: 1,
  queueOf: () => "all agents of a partner",
  message: `agents/${String(rcs("delivered").agentId)}/phones/+15551234567/messages/M`,
  namePattern: /^agents\/[^/]+\/phones\/\+[1-9]\d{1,14}\/messages\/[^/]+$/,
  isNameLogged: false,
  documented: [
    ...["delivered", "read", "revoked", "revoke-failed", "message"],
    ...["suggestion", "typing", "subscribe", "unsubscribe", "launch"],
  ].map(rcs),
  wrap,
  signedPart(body) {
    const message = fieldsOf(parseJson(body.toString())).get("message");
    const data = textOf(fieldsOf(message).get("data"));
    return data !== undefined && BASE64.test(data)
      ? Buffer.from(data, "base64")
      : undefined;
  },
  read(event) {
    const fields = fieldsOf(event);
    const text = (name: string) => textOf(fields.get(name));
    const agent = text("agentId");
    const phone = text("senderPhoneNumber") ?? text("phoneNumber");
    const message = `agents/${agent}/phones/${phone}/messages/${text("messageId")}`;
    const eventType = fields.get("eventType");
    const type = RECEIPTS.get(eventType);
    return {
      agent,
      receipts: type === undefined ? [] : [{ message, type }],
      isUserEvent:
        USER_EVENTS.includes(eventType) ||
        (!fields.has("eventType") && CONTENTS.some((name) => fields.has(name))),
    };
  },
  newUserMessage: (agentId, text) => {
    const event = {
      senderPhoneNumber: `+1555${randomInt(1_000_000, 9_999_999)}`,
      messageId: randomUUID(),
      sendTime: new Date().toISOString(),
      text,
      agentId,
    };
    return JSON.parse(
      wrap(Buffer.from(JSON.stringify(event))).toString(),
    ) as object;
  },
  unusable: (marker) =>
    [
      { ...rcs("read"), messageId: marker, eventType: "EXPLODED" },
      { ...rcs("read"), messageId: `__${marker}__` },
      { ...rcs("delivered"), messageId: marker, senderPhoneNumber: "0" },
      { ...rcs("revoked"), messageId: marker, agentId: undefined },
      { ...rcs("revoke-failed"), messageId: undefined, eventId: marker },
      [marker],
    ]
      .map((event) => JSON.stringify(event))
      .concat(`{ ${marker}`)
      .map((event) => ({ body: wrap(Buffer.from(event)).toString() })),
};
