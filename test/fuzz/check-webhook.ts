import { PHONE_NUMBER } from "../support/secrets.ts";
import type { Answer } from "./answer.ts";
import { checkOutput } from "./check-output.ts";
import { checkPublished } from "./check-published.ts";
import { ALL_KEYS, MARK, MAX_BODY_BYTES, PHONE_DIGITS } from "./constants.ts";
import { must } from "./find.ts";
import type { CaseRecord } from "./records.ts";
import { readSentPayload, type SentPayload } from "./sent-payload.ts";
import { signaturesIn } from "./signing.ts";
import type { WebhookCase } from "./webhook-cases.ts";

const REFUSALS = [400, 401, 403, 404, 405, 413, 417, 431];

/** What must be true of every request to the webhook. */
export function checkWebhook(
  tested: WebhookCase,
  answer: Answer | undefined,
  record: CaseRecord,
): void {
  const { request, wire, isPlain } = tested;
  const sent = readSentPayload(tested);
  // The worst first, since a case shows one find.
  const secrets = [
    ...signaturesIn(request.headers),
    sent.signed?.toString("base64") ?? "",
  ].filter((text) => text.length > 20);
  checkOutput(allowAgent(record.output, sent), [...ALL_KEYS, ...secrets]);
  checkPublished(tested, sent, answer, record.published);
  checkAnswer(answer);
  must(answer || wire.ending !== "answer", "A request got no answer.");
  must(!answer || answer.status < 500, "The webhook answered 5xx.", answer);
  if (isPlain) {
    const wanted = expectedStatus(tested, sent);
    const details = { wanted, answer };
    must(answer?.status === wanted, "The answer is another one.", details);
  } else if (answer) {
    const isKnown = answer.status === 200 || REFUSALS.includes(answer.status);
    must(isKnown, "The webhook gave an answer of no known kind.", answer);
  }
}

/** By the README: path, method, size, JSON, handshake, signature, in this order. */
function expectedStatus(
  { request }: WebhookCase,
  { of, json, clientToken, isSigned }: SentPayload,
): number {
  if (!of) return 404;
  if (request.method !== "POST") return 405;
  if (request.body.length > MAX_BODY_BYTES) return 413;
  if (json === undefined) return 400;
  if (clientToken !== undefined) {
    return Object.values(of.keys).includes(clientToken) ? 200 : 403;
  }
  return isSigned ? 200 : 401;
}

function checkAnswer(answer: Answer | undefined): void {
  const text = answer?.body.toString() ?? "";
  const isEchoed = ALL_KEYS.some((key) => text.includes(key));
  must(!isEchoed, "An answer holds a key.", answer);
  if (answer?.status !== 200) return;
  const { headers } = answer;
  const isInert =
    headers.get("content-type") === "text/plain; charset=utf-8" &&
    headers.get("x-content-type-options") === "nosniff";
  must(isInert, "A browser might run an answer.", answer);
}

/** The log names the agent of a signed payload: what got into its name may be there. */
function allowAgent(output: string, { agent = "" }: SentPayload): string {
  const isOdd =
    agent.includes(MARK) ||
    agent.includes(PHONE_DIGITS) ||
    PHONE_NUMBER.test(agent);
  return isOdd
    ? output.replaceAll(JSON.stringify(agent), '"the agent"')
    : output;
}
