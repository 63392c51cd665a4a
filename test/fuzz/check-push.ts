import { Firestore } from "@google-cloud/firestore";
import { protos } from "@google-cloud/firestore-api";
import { toDocument } from "../../functions/send-read-receipt/firestore-document.ts";
import { toFirestoreWrite } from "../../functions/store-receipt/firestore-write.ts";
import { parseJson } from "../../shared/runtime/json.ts";
import type { MessageWrite } from "../../shared/messages/message-document.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { channelOf } from "../support/channels.ts";
import { fits } from "../support/matching.ts";
import type { Answer } from "./answer.ts";
import { checkLetter, checkMessage } from "./check-message.ts";
import { checkOutput } from "./check-output.ts";
import { MARK, TOKEN } from "./constants.ts";
import { must } from "./find.ts";
import type { PushCase } from "./pushes.ts";
import type { CaseRecord } from "./records.ts";
import { isSafePath } from "./safe-path.ts";

const { Write } = protos.google.firestore.v1;
const DOCUMENTS = "projects/fuzz/databases/receipts/documents";
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
  for (const write of writes) {
    checkPlace(write, message);
    const encoded = toFirestoreWrite(write, MICROS_PER_DAY, DOCUMENTS);
    const problem = Write.verify(encoded);
    must(problem === null, "A write is not one of Firestore's.", problem);
  }
  for (const write of record.settled) {
    checkPlace(write, message);
    const document = toDocument(write, MICROS_PER_DAY);
    const mergeFields = Object.keys(document);
    const reference = firestore.doc(write.message);
    mustTake(() => firestore.batch().set(reference, document, { mergeFields }));
  }
  checkCalls(tested, record);
  // The framework's parser prints a body that is not JSON. Only Pub/Sub may call, and it sends none.
  const output = data ? record.output : "";
  checkOutput(allowName(output, message), [TOKEN]);
}

/** The name that the event holds, if it is known. */
function nameIn(data: Buffer | undefined): string | undefined {
  const event = data && parseJson(data.toString());
  const { message } = (event ?? {}) as { message?: unknown };
  return typeof message === "string" ? message : undefined;
}

/** The log may name a message, unless its name holds what identifies a user. */
function allowName(output: string, message = ""): string {
  return channelOf(message)?.rules.isNameLogged
    ? output.replaceAll(JSON.stringify(message), '""')
    : output;
}

/** Where and what is written, whoever writes it. */
function checkPlace(write: MessageWrite, message: string | undefined): void {
  const { message: path } = write;
  must(isSafePath(path), "A document's path is not safe.", path);
  const isNamed = message === undefined || path === message;
  must(isNamed, "A document is not the message's own.", { path, message });
  const { reader = "" } = write.agentRead ?? {};
  const isText = [...Object.values(write.fields), reader].every((text) =>
    text.isWellFormed(),
  );
  must(isText, "A document would hold what is no text.", write);
  mustTake(() => firestore.doc(path));
}

function mustTake(use: () => unknown): void {
  try {
    use();
  } catch (error) {
    must(false, "Firestore's client refuses a write.", String(error));
  }
}

function checkCalls(
  { platformStatus }: PushCase,
  { platformCalls, settled }: CaseRecord,
): void {
  const isOnce = platformStatus !== 200 || platformCalls.length <= 1;
  must(isOnce, "The platform was told twice.", platformCalls);
  for (const { method, path, body } of platformCalls) {
    const call = { method, path, body: parseJson(body) };
    // Each is written down as settled, and that is checked to be the event's own message.
    const isRight = settled.some(({ message }) => {
      const right = channelOf(message)?.readCall(message);
      return (
        right !== undefined &&
        call.method === right.method &&
        fits(call.path, right.path) &&
        fits(call.body, right.body)
      );
    });
    must(isRight, "A call is not the one for its message.", { call, settled });
  }
}
