import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import protobuf from "protobufjs";
import { encodePublishRequest } from "../../../shared/pubsub/publish-encoding.ts";

const description = JSON.parse(
  readFileSync(
    "node_modules/@google-cloud/pubsub-api/build/protos/protos.json",
    "utf8",
  ),
) as protobuf.INamespace;
const PublishRequest = protobuf.Root.fromJSON(description).lookupType(
  "google.pubsub.v1.PublishRequest",
);

const text = fc.string({ unit: "grapheme", maxLength: 300 });
const attributes = fc
  .dictionary(text, text, { maxKeys: 5 })
  // Protobuf's decoder makes plain objects, where this name is another thing.
  .filter((names) => !Object.hasOwn(names, "__proto__"));
const data = fc.uint8Array({ maxLength: 40_000 }).map((b) => Buffer.from(b));

describe("encodePublishRequest", () => {
  it("writes what Pub/Sub's own description reads", () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.record({ data, attributes }), { maxLength: 20 }),
        (topic, messages) => {
          const read = PublishRequest.decode(
            encodePublishRequest(topic, messages),
          );
          expect(PublishRequest.toObject(read, { defaults: true })).toEqual({
            topic,
            messages: messages.map((message) => ({
              data: message.data,
              attributes: { ...message.attributes },
              messageId: "",
              publishTime: null,
              orderingKey: "",
            })),
          });
        },
      ),
    );
  });

  it.each([0, 127, 128, 16_383, 16_384, 2_097_152])(
    "writes the length of %d bytes",
    (length) => {
      const message = { data: Buffer.alloc(length, 7), attributes: {} };
      const request = encodePublishRequest("t", [message]);
      const { messages } = PublishRequest.toObject(
        PublishRequest.decode(request),
      ) as { messages: { data: Buffer }[] };
      expect(messages.map((each) => each.data.equals(message.data))).toEqual([
        true,
      ]);
    },
  );

  it("keeps attributes that differ apart", () => {
    const messages = ["a", "b", "a"].map((agent) => ({
      data: Buffer.from("x"),
      attributes: { agent },
    }));
    const read = PublishRequest.decode(encodePublishRequest("t", messages));
    const found = PublishRequest.toObject(read) as typeof messages & {
      messages: { attributes: { agent: string } }[];
    };
    expect(found.messages.map((each) => each.attributes.agent)).toEqual([
      "a",
      "b",
      "a",
    ]);
  });
});
