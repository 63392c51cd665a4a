import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A documented payload of Business Messages, fresh at each call. */
export function businessMessages(name: string): Record<string, unknown> {
  return read("business-messages", name);
}

/** A documented event of RCS for Business, without its envelope, fresh at each call. */
export function rcs(name: string): Record<string, unknown> {
  return read("rcs", name);
}

/** The envelope that RCS for Business posts an event in (RCS for Business, "Webhooks"). */
export function inEnvelope(
  event: unknown,
  attributes: Record<string, string> = {},
): Record<string, unknown> {
  const data = Buffer.from(JSON.stringify(event)).toString("base64");
  return {
    message: {
      data,
      attributes,
      messageId: "7061236511221",
      publishTime: "2026-03-02T09:25:32.500Z",
    },
    subscription: "projects/rbm-partner/subscriptions/webhook",
  };
}

function read(channel: string, name: string): Record<string, unknown> {
  const file = join("test/fixtures", channel, `${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
}
