import { status } from "@grpc/grpc-js";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createFirestoreMessages } from "../../../functions/store-receipt/firestore-messages.ts";
import { toReceiptWrite } from "../../../shared/messages/message-document.ts";
import {
  describeMethod,
  type Failure,
  type GrpcService,
} from "../../support/grpc-service.ts";
import { MESSAGE, receiptEvent } from "./serve-store-receipt.ts";

const PLACE = { projectId: "p", databaseId: "receipts" };
const DATABASE = "projects/p/databases/receipts";
const DEADLINE_MS = 5000;
const DAY = 86_400_000_000;

interface Request {
  readonly database: string;
  readonly writes: readonly { readonly update: { readonly name: string } }[];
}

const batchWrite = describeMethod<Request>(
  "firestore-api",
  "google.firestore.v1.Firestore",
  "BatchWrite",
);
const allDone = ({ writes }: Request) => ({
  writeResults: writes.map(() => ({})),
  status: writes.map(() => ({ code: status.OK })),
});

let messages: ReturnType<typeof createFirestoreMessages>;
let firestore: GrpcService<Request> | undefined;

beforeEach(() => {
  messages = createFirestoreMessages(PLACE, DAY, DEADLINE_MS);
});
afterEach(async () => {
  await messages.close();
  firestore?.close();
  delete process.env.FIRESTORE_EMULATOR_HOST;
  delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
});

/** A Firestore that answers with these failures in turn, and with this response from then on. */
async function startFirestore(
  respond: (request: Request) => object,
  ...failures: Failure[]
) {
  firestore = await batchWrite.start(respond, ...failures);
  process.env.FIRESTORE_EMULATOR_HOST = firestore.host;
  return firestore;
}

const write = (message = MESSAGE) =>
  messages.write(toReceiptWrite(receiptEvent({ message })));

describe("createFirestoreMessages", () => {
  it("names the database in the request and in the headers that route it", async () => {
    const { calls } = await startFirestore(allDone);
    await write();
    const requests = calls.map(({ request, metadata }) => ({
      database: request.database,
      names: request.writes.map(({ update }) => update.name),
      params: metadata.get("x-goog-request-params"),
      prefix: metadata.get("google-cloud-resource-prefix"),
    }));
    expect(requests).toEqual([
      {
        database: DATABASE,
        names: [`${DATABASE}/documents/${MESSAGE}`],
        params: [`database=${encodeURIComponent(DATABASE)}`],
        prefix: [DATABASE],
      },
    ]);
  });

  it("writes again what failed for a reason that passes", async () => {
    const { UNAVAILABLE, INTERNAL } = status;
    const codes = [UNAVAILABLE, INTERNAL];
    const failures = codes.map((code) => ({ code, details: "not now" }));
    const { calls } = await startFirestore(allDone, ...failures);
    await write();
    expect(calls).toHaveLength(3);
  });

  it("has calls end before the caller gives up, so that what Firestore said is told", async () => {
    let allowedMs = NaN;
    const { calls } = await startFirestore((request) => {
      allowedMs = Number(calls[0]?.getDeadline()) - Date.now();
      return allDone(request);
    });
    await write();
    expect(allowedMs).toBeLessThanOrEqual(0.9 * DEADLINE_MS);
  });

  it("gives up when its deadline has passed", async () => {
    await messages.close();
    messages = createFirestoreMessages(PLACE, DAY, 200);
    const failure = { code: status.UNAVAILABLE, details: "not now" };
    await startFirestore(
      allDone,
      ...Array.from({ length: 1000 }, () => failure),
    );
    await expect(write()).rejects.toMatchObject({
      name: "StoreError",
      code: status.DEADLINE_EXCEEDED,
    });
  });

  it("tells of a refusal at once, without the names of the messages", async () => {
    const { calls } = await startFirestore(allDone, {
      code: status.PERMISSION_DENIED,
      details: `${MESSAGE} is not yours`,
    });
    await expect(write()).rejects.toMatchObject({
      name: "StoreError",
      code: status.PERMISSION_DENIED,
      message:
        "Firestore failed or refused: 7 PERMISSION_DENIED: (the message) is not yours",
    });
    expect(calls).toHaveLength(1);
  });

  it("tells each message's writer what Firestore says of its write, without the name", async () => {
    const { calls } = await startFirestore(({ writes }) => ({
      status: writes.map(({ update: { name } }) =>
        name.endsWith("/good")
          ? { code: status.OK }
          : name.endsWith("/bad")
            ? { code: status.INVALID_ARGUMENT, message: `${name} is bad` }
            : { code: status.ABORTED, message: `${name} is busy` },
      ),
    }));
    const results = await Promise.allSettled(
      ["good", "bad", "busy"].map((id) =>
        write(`conversations/c/messages/${id}`),
      ),
    );
    expect(results).toMatchObject([
      { status: "fulfilled" },
      { reason: { name: "UnusableEventError" } },
      {
        reason: {
          code: status.ABORTED,
          message: `Firestore failed or refused: ${DATABASE}/documents/(the message) is busy`,
        },
      },
    ]);
    expect(calls).toHaveLength(1);
  });

  it("takes no answer for a write as a failure", async () => {
    await startFirestore(() => ({}));
    await expect(write()).rejects.toThrow("No result came for the write.");
  });

  it("connects anew after it could not", async () => {
    process.env.GOOGLE_APPLICATION_CREDENTIALS = "no/such/file.json";
    messages.open(); // nobody is told
    await expect(write()).rejects.toThrow("no such file");
    const { calls } = await startFirestore(allDone);
    await write();
    expect(calls).toHaveLength(1);
  });
});
