import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { expect, it } from "@jest/globals";
import type * as ProtoLoader from "@grpc/proto-loader";

const require = createRequire(resolve("package.json"));
const { GrpcClient } = require("google-gax") as {
  GrpcClient: { defaultOptions(): ProtoLoader.Options };
};
type Loader = Pick<typeof ProtoLoader, "fromJSON">;
const stub = require("./scripts/bundle/proto-loader.cjs") as Loader;
const original = createRequire(require.resolve("google-gax"))(
  "@grpc/proto-loader",
) as Loader;

const MESSAGE = "projects/p/databases/d/documents/conversations/c/messages/m";
const field = { stringValue: "é" };
const fields = {
  text: field,
  count: { integerValue: "9007199254740993" },
  time: { timestampValue: { seconds: "1700000000", nanos: 7 } },
  map: { mapValue: { fields: { inner: field } } },
  list: { arrayValue: { values: [field, { nullValue: "NULL_VALUE" }] } },
};
const update = { name: MESSAGE, fields };

/** By service and method: requests and answers as clients write and read them. */
const CALLS = {
  "pubsub-api": {
    service: "google.pubsub.v1.Publisher",
    method: "Publish",
    request: {
      topic: "projects/p/topics/t",
      messages: [{ data: Buffer.from("data"), attributes: { agent: "a" } }],
    },
    answer: { messageIds: ["1", "2"] },
  },
  "firestore-api": {
    service: "google.firestore.v1.Firestore",
    method: "BatchWrite",
    request: {
      database: "projects/p/databases/d",
      writes: [{ update, updateMask: { fieldPaths: ["text"] } }],
    },
    answer: {
      writeResults: [{ updateTime: { seconds: "1700000000", nanos: 7 } }],
      status: [{ code: 6, message: "exists" }],
    },
  },
};

it.each(Object.entries(CALLS))(
  "makes the same of %s as the package does",
  (name, { service, method, request, answer }) => {
    const path = `node_modules/@google-cloud/${name}/build/protos/protos.json`;
    const description = JSON.parse(readFileSync(path, "utf8")) as object;
    const [expected, made] = [original, stub].map((loader) =>
      loader.fromJSON(description as never, GrpcClient.defaultOptions()),
    );
    const methods = (each = expected) =>
      each?.[service] as ProtoLoader.ServiceDefinition;
    const shapes = (each = expected) =>
      Object.entries(methods(each)).map(([name, definition]) => {
        const { path, requestStream, responseStream } = definition;
        const { originalName } = definition;
        return { name, path, requestStream, responseStream, originalName };
      });
    expect(shapes(made)).toEqual(shapes(expected));
    expect(shapes(made).length).toBeGreaterThan(5);
    const [theirs, ours] = [expected, made].map(
      (each) => methods(each)[method],
    );
    const bytes = theirs?.requestSerialize(request);
    expect(bytes?.length).toBeGreaterThan(20);
    expect(ours?.requestSerialize(request)).toEqual(bytes);
    const answered = theirs?.responseSerialize(answer) ?? Buffer.alloc(0);
    expect(ours?.responseDeserialize(answered)).toEqual(
      theirs?.responseDeserialize(answered),
    );
  },
);
