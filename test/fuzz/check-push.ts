import { Firestore } from "@google-cloud/firestore";
import { toDocument } from "../../shared/firestore-document.ts";
import { parseJson } from "../../shared/json.ts";
import type { MessageWrite } from "../../shared/message-document.ts";
import { MICROS_A_DAY } from "../../shared/timestamp.ts";
import type { Answer } from "./answer.ts";
import { checkLetter, checkMessage } from "./check-message.ts";
import { checkOutput } from "./check-output.ts";
import { Find, must } from "./find.ts";
import { MARK, TOKEN } from "./constants.ts";
import type { PushCase } from "./pushes.ts";
import type { CaseRecord } from "./records.ts";
import { isSafePath } from "./safe-path.ts";

const CALL = /^\/v1\/conversations\/[^/]+\/messages\/[^/]+\/receipt$/;

const firestore = new Firestore({ projectId: "fuzz" }); // never connects

/** What must be true of every push request to a function. */
export function checkPush(
  tested: PushCase,
  answers: readonly (Answer | undefined)[],
  record: CaseRecord,
): void {
  const { data, deliveries } = tested;
  const allowed = data ? [204] : [204, 400, 415];
  for (const answer of answers) {
    const isAllowed = allowed.includes(answer?.status ?? 0);
    must(isAllowed, "A push got another answer.", { allowed, answer });
  }
  const { published, writes, platformCalls, left } = record;
  for (const { message } of published) {
    checkMessage(message);
    checkLetter(message, data);
    const { reason = "" } = message.attributes;
    must(!reason.includes(MARK), "A reason holds a text.", reason);
  }
  const acknowledged = answers.filter((answer) => answer?.status === 204);
  if (acknowledged.length === 0) {
    const isQuiet = published.length + writes.length === 0;
    must(isQuiet, "A refused push had an effect.", { published, writes });
  } else {
    const told = tested.platformStatus === 200 ? platformCalls.length : 0;
    const effects = published.length + writes.length + told + left;
    must(effects === deliveries, "An event was acknowledged and lost.", {
      ...{ deliveries, published, writes, platformCalls, left },
    });
  }
  const message = nameIn(data);
  for (const write of [...writes, ...record.settled])
    checkWrite(write, message);
  checkCalls(tested, platformCalls, message);
  // The framework's parser prints a body that is not JSON. Only Pub/Sub may call, and it sends none.
  const output = data ? record.output : "";
  checkOutput(output.replaceAll(messageText(message), '""'), [TOKEN]);
}

/** The name that the event holds, if it is known. */
function nameIn(data: Buffer | undefined): string | undefined {
  const event = data && parseJson(data.toString());
  const { message } = (event ?? {}) as { message?: unknown };
  return typeof message === "string" ? message : undefined;
}

/** A message's name in the log line, where it may stand. */
function messageText(message: string | undefined): string {
  return JSON.stringify(message ?? MARK.repeat(2));
}

function checkWrite(write: MessageWrite, message: string | undefined): void {
  const { message: path } = write;
  must(isSafePath(path), "A document's path is not safe.", path);
  const isNamed = message === undefined || path === message;
  must(isNamed, "A document is not the message's own.", { path, message });
  const { reader = "" } = write.agentRead ?? {};
  const isText = [...Object.values(write.facts), reader].every((text) =>
    text.isWellFormed(),
  );
  must(isText, "A document would hold what is no text.", write);
  try {
    const document = toDocument(write, MICROS_A_DAY);
    const mergeFields = Object.keys(document);
    firestore.batch().set(firestore.doc(path), document, { mergeFields });
  } catch (error) {
    must(false, "Firestore's client refuses a write.", String(error));
  }
}

function decode(path: string): string {
  try {
    return path.split("/").map(decodeURIComponent).join("/");
  } catch {
    throw new Find("A call's path is not encoded.", path);
  }
}

function checkCalls(
  { platformStatus }: PushCase,
  calls: CaseRecord["platformCalls"],
  message: string | undefined,
): void {
  const isOnce = platformStatus !== 200 || calls.length <= 1;
  must(isOnce, "The platform was told twice.", calls);
  for (const { method, path, body } of calls) {
    must(CALL.test(path), "A call is outside of updateReceipt.", path);
    must(method === "PATCH", "A call is not a PATCH.", method);
    must(body === '{"receiptType":"READ"}', "A call says something else.");
    const name = path.slice("/v1/".length, -"/receipt".length);
    const named = decode(name);
    must(isSafePath(named), "A call's path is not safe.", path);
    const isNamed = message === undefined || named === message;
    must(isNamed, "A call is about another message.", { path, message });
  }
}
