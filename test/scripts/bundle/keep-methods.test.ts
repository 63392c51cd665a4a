import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import protobuf from "protobufjs";
import { keepMethods } from "../../../scripts/bundle/keep-methods.ts";

const PUBLISHER = "google.pubsub.v1.Publisher";
const description = JSON.parse(
  readFileSync(
    "node_modules/@google-cloud/pubsub-api/build/protos/protos.json",
    "utf8",
  ),
) as protobuf.INamespace;

const kept = keepMethods(description, {
  service: PUBLISHER,
  methods: ["Publish"],
});
const root = protobuf.Root.fromJSON(kept).resolveAll();

it("keeps a method, and nothing that it does not need", () => {
  expect(Object.keys(root.lookupService(PUBLISHER).methods)).toEqual([
    "Publish",
  ]);
  const { nestedArray } = root.lookup("google.pubsub.v1") as protobuf.Namespace;
  expect(nestedArray.map(({ name }) => name).sort()).toEqual([
    "PublishRequest",
    "PublishResponse",
    "Publisher",
    "PubsubMessage",
  ]);
  expect(root.lookup("google.protobuf.Timestamp")).not.toBeNull();
});

it("what is kept has the same bytes as before", () => {
  const whole = protobuf.Root.fromJSON(description).resolveAll();
  const request = {
    topic: "projects/p/topics/t",
    messages: [
      {
        data: Buffer.from("data").toString("base64"),
        attributes: { agent: "a" },
        publishTime: { seconds: 7, nanos: 8 },
        orderingKey: "k",
      },
    ],
  };
  const bytes = [whole, root].map((each) => {
    const type = each.lookupType("google.pubsub.v1.PublishRequest");
    return type.encode(type.fromObject(request)).finish();
  });
  expect(bytes[0]).toEqual(bytes[1]);
  expect(bytes[0]!.length).toBeGreaterThan(40);
});

it("leaves the description that it is given as it is", () => {
  const before = JSON.stringify(description);
  keepMethods(description, { service: PUBLISHER, methods: ["GetTopic"] });
  expect(JSON.stringify(description)).toBe(before);
});

it("says which method there is not", () => {
  const used = { service: PUBLISHER, methods: ["Publisch"] };
  expect(() => keepMethods(description, used)).toThrow("no method Publisch");
});
