import { parseJson } from "../../shared/runtime/json.ts";
import { ReceiptEvent } from "../../shared/events/receipt-event.ts";
import type { Answer } from "./answer.ts";
import { checkLetter, checkMessage } from "./check-message.ts";
import { TOPICS } from "./constants.ts";
import { must } from "./find.ts";
import type { CaseRecord } from "./records.ts";
import { isSafePath } from "./safe-path.ts";
import type { SentPayload } from "./sent-payload.ts";
import type { WebhookCase } from "./webhook-cases.ts";

/**
 * What the webhook published must be all of an authentic payload, and nothing of any other. It must be
 * acknowledged, unless the sender hung up first, or had already sent what is no HTTP: a slow machine publishes
 * what nobody waits for any more.
 */
export function checkPublished(
  { request: { body }, wire }: WebhookCase,
  sent: SentPayload,
  answer: Answer | undefined,
  published: CaseRecord["published"],
): void {
  const { of, isSigned, clientToken } = sent;
  const status = answer?.status;
  const isMangled = wire.ending === "idle";
  if (published.length > 0) {
    const sentence = "Something was published without a valid signature.";
    must(isSigned, sentence, published);
    const isOurs = answer?.headers.has("x-content-type-options") ?? false;
    const isAcknowledged = status === 200 || (isMangled && !isOurs);
    must(isAcknowledged, "What was published is not acknowledged.", { status });
  }
  if (status !== 200 || clientToken !== undefined) return;
  must(published.length > 0, "A payload was acknowledged and lost.");
  // What a signature doesn't cover may have been changed on the way.
  const isBody = (data: Buffer) =>
    isMangled ? wire.bytes.includes(data) : data.equals(body);
  const on = (topic: string) =>
    published
      .filter((each) => each.topic === topic)
      .map(({ message }) => message);
  const receipts = on(TOPICS.receipts);
  const userEvents = on(TOPICS.userEvents);
  const letters = on(TOPICS.deadLetters);
  for (const { message } of published) {
    checkMessage(message);
    const isOfChannel = message.attributes.channel === of?.channel.name;
    must(isOfChannel, "A message is of another channel.", message.attributes);
  }
  for (const { data } of receipts) checkReceipt(data, sent);
  for (const { data, attributes } of userEvents) {
    must(isBody(data), "A user event is not the body as it came.");
    checkHeaders(attributes);
  }
  for (const letter of letters) checkLetter(letter, undefined);
  const isKept = letters.some(({ data }) => isBody(data));
  const counted = receipts.length + letters.length;
  const isAll = counted >= sent.receipts.length;
  must(isKept || isAll, "Receipts were lost.", published);
  const isForwarded = userEvents.length === 1;
  must(!sent.isUserEvent || isForwarded, "A user event was lost.");
}

function checkReceipt(data: Buffer, { of, receipts }: SentPayload): void {
  const event = ReceiptEvent.safeParse(parseJson(data.toString()));
  must(event.success, "A receipt does not keep to its contract.", data);
  const { channel, message, conversation, receiptType } = event.data;
  const isReported =
    channel === of?.channel.name && of.rules.reports.includes(receiptType);
  must(isReported, "A receipt is not one of its channel's.", event.data);
  const isSent = receipts.some(
    (sent) => sent.message === message && sent.type === receiptType,
  );
  must(isSent, "A receipt says what nobody sent.", event.data);
  must(isSafePath(message), "A receipt's message is no safe path.", message);
  const isText = Object.values(event.data).join("").isWellFormed();
  must(isText, "A receipt holds what is no text.", data);
  const isPrefix = message.startsWith(`${conversation}/messages/`);
  must(isPrefix, "A receipt is of another conversation.", event.data);
}

/** A push without the wrapper makes headers of a user event's attributes. */
function checkHeaders(attributes: Readonly<Record<string, string>>): void {
  const isFit = Object.values(attributes).every((value) =>
    /^[\t\x20-\x7e]*$/.test(value),
  );
  must(isFit, "An attribute is not fit for a header.", attributes);
}
