import { expect, it } from "@jest/globals";
import { protos } from "@google-cloud/pubsub";
import { countMessages, toPublishResponse } from "../../bench/pubsub/wire.ts";

const { PublishRequest, PublishResponse } = protos.google.pubsub.v1;

it.each([0, 1, 100])(
  "the fake server confirms a publish of %d messages as Pub/Sub does",
  (count) => {
    const data = Buffer.alloc(200, "x"); // its length needs two bytes
    const messages = Array.from({ length: count }, () => ({
      data,
      attributes: { a: "b" },
    }));
    const topic = "projects/p/topics/t";
    const request = PublishRequest.encode({ topic, messages }).finish();
    const response = toPublishResponse(countMessages(Buffer.from(request)));
    expect(PublishResponse.decode(response).messageIds).toHaveLength(count);
  },
);
