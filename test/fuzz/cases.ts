import fc from "fast-check";
import { TOPICS } from "./constants.ts";
import { checkPush } from "./check-push.ts";
import { checkWebhook } from "./check-webhook.ts";
import { must } from "./find.ts";
import type { Lane } from "./lane.ts";
import { pushCase, type PushCase } from "./pushes.ts";
import type { CaseRecord, Records } from "./records.ts";
import { webhookCase, type WebhookCase } from "./webhook-cases.ts";

export type Case = WebhookCase | PushCase;

export const anyCase: fc.Arbitrary<Case> = fc.oneof<fc.Arbitrary<Case>[]>(
  webhookCase,
  webhookCase,
  webhookCase,
  pushCase("storeReceipt"),
  pushCase("sendReadReceipt"),
);

const prototype = Object.getOwnPropertyNames(Object.prototype).join();

/** Makes what sends a case to its function, and throws a find if anything is true that must not be. */
export function runCase(
  lanes: Record<Case["target"], Lane>,
  records: Records,
  count: (way: string) => void,
): (tested: Case) => Promise<void> {
  return async (tested) => {
    const record = records.create();
    const send = async () => {
      const answer = await lanes[tested.target].send(tested.wire, record);
      count(`${tested.target} ${answer?.status ?? "no answer"}`);
      return answer;
    };
    try {
      if (tested.target === "receiveWebhook") {
        checkWebhook(tested, await send(), record);
      } else {
        record.platformStatus = tested.platformStatus;
        const answers = [];
        for (let times = 0; times < tested.deliveries; times++) {
          answers.push(await send());
        }
        checkPush(tested, answers, record);
      }
      const now = Object.getOwnPropertyNames(Object.prototype).join();
      must(now === prototype, "A prototype was changed.", now);
      countEffects(record, count);
    } finally {
      records.end(record);
    }
  };
}

function countEffects(
  { published, writes, settled, platformCalls }: CaseRecord,
  count: (way: string) => void,
): void {
  const topics = Object.entries(TOPICS);
  for (const { topic, message } of published) {
    const [name] = topics.find(([, each]) => each === topic) ?? [];
    const { source, channel, receiptType } = message.attributes;
    // A dead letter of a push names whatever channel the push did.
    const of = source === undefined || source === "receiveWebhook";
    count(`messages on ${name}${of ? ` of ${channel}` : ""}`);
    if (receiptType !== undefined) count(`${receiptType} of ${channel}`);
  }
  writes.forEach(({ fields }) =>
    count(`writes to the store of ${fields.channel}`),
  );
  if (platformCalls.length === 0) return;
  settled.forEach(({ fields }) =>
    count(`calls of the platform of ${fields.channel}`),
  );
}
