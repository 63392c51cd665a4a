import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  it,
} from "@jest/globals";
import type { PubSub, RecordedMessages } from "../../local/pubsub.ts";
import { eventually } from "../support/eventually.ts";
import { listen, type Listening } from "../support/server.ts";

const PROJECT = "projects/receipts-test";

interface Push {
  readonly deliveryAttempt?: number;
  readonly subscription: string;
  readonly message: {
    readonly data?: string;
    readonly attributes: Record<string, string>;
    readonly messageId: string;
    readonly publishTime: string;
  };
}

/** What every bus does for the functions. */
export function testBus(
  create: () => PubSub,
  options: { reportsAttempts: boolean },
): void {
  let bus: PubSub;
  let topic: string;
  let deadLetterTopic: string;
  let deadLetters: RecordedMessages;
  let endpoint: Listening;
  let pushes: Push[];
  /** The status of the answer to the nth push; undefined never answers. */
  let answer: (push: Push, count: number) => number | undefined;

  beforeAll(() => {
    bus = create();
  });
  afterAll(() => bus.close());

  beforeEach(async () => {
    topic = `${PROJECT}/topics/t-${randomUUID()}`;
    deadLetterTopic = `${PROJECT}/topics/d-${randomUUID()}`;
    await bus.createTopic(topic);
    await bus.createTopic(deadLetterTopic);
    deadLetters = await bus.record(deadLetterTopic);
    pushes = [];
    answer = () => 204;
    endpoint = await listen((request, response) => {
      void receive(request, response);
    });
  });
  afterEach(() => endpoint.close());

  async function receive(request: IncomingMessage, response: ServerResponse) {
    const chunks = await request.toArray();
    const push = JSON.parse(
      Buffer.concat(chunks as Buffer[]).toString(),
    ) as Push;
    pushes.push(push);
    const status = answer(push, pushes.length);
    if (status !== undefined) response.writeHead(status).end();
  }

  async function subscribe() {
    const name = `${PROJECT}/subscriptions/s-${randomUUID()}`;
    await bus.createPushSubscription({
      name,
      topic,
      endpoint: `${endpoint.url}/${topic}`,
      ackDeadlineSeconds: 10,
      minimumBackoffMs: 100,
      maximumBackoffMs: 200,
      maxDeliveryAttempts: 5,
      deadLetterTopic,
    });
    return name;
  }

  const message = (text: string, attributes: Record<string, string> = {}) => ({
    data: Buffer.from(text),
    attributes,
  });
  const textOf = ({ message: { data = "" } }: Push) =>
    Buffer.from(data, "base64").toString();

  it("pushes each message of a call as Pub/Sub writes it: bytes, attributes, id, time, subscription", async () => {
    const subscription = await subscribe();
    await bus.publish(topic, [
      { data: Buffer.from([0, 255, 10]), attributes: { kind: "ü", x: "" } },
      message("two"),
    ]);
    await eventually(() => expect(pushes).toHaveLength(2));
    const [first] = pushes.filter(({ message }) => message.data === "AP8K");
    expect(first).toMatchObject({
      subscription,
      message: { attributes: { kind: "ü", x: "" } },
    });
    expect(first?.message.messageId).toEqual(expect.any(String));
    expect(Date.parse(first?.message.publishTime ?? "")).not.toBeNaN();
    expect(pushes.map(textOf)).toContain("two");
  });

  it("pushes again, with the same id, until it is acknowledged", async () => {
    await subscribe();
    answer = (_, count) => (count < 3 ? 500 : 204);
    await bus.publish(topic, [message("again")]);
    await eventually(() => expect(pushes).toHaveLength(3));
    expect(new Set(pushes.map(({ message }) => message.messageId)).size).toBe(
      1,
    );
    if (options.reportsAttempts) {
      const attempts = pushes.map(({ deliveryAttempt }) => deliveryAttempt);
      expect(attempts).toEqual([1, 2, 3]);
    }
    expect(deadLetters.messages()).toEqual([]);
  });

  it("does not let a message that fails hold up the others", async () => {
    await subscribe();
    answer = (push) => (textOf(push) === "bad" ? 500 : 204);
    const good = Array.from({ length: 20 }, (_, index) => `good ${index}`);
    await bus.publish(
      topic,
      ["bad", ...good].map((text) => message(text)),
    );
    await eventually(() =>
      expect(new Set(pushes.map(textOf)).size).toBe(good.length + 1),
    );
  });

  it("sends a message whose attempts are used up to the dead-letter topic, with Pub/Sub's attributes", async () => {
    const subscription = await subscribe();
    answer = () => 500;
    await bus.publish(topic, [message("hopeless", { channel: "c" })]);
    await eventually(() => expect(deadLetters.messages()).toHaveLength(1));
    const [letter] = deadLetters.messages();
    expect(letter?.data.toString()).toBe("hopeless");
    expect(letter?.attributes).toMatchObject({
      channel: "c",
      CloudPubSubDeadLetterSourceDeliveryCount: "5",
      CloudPubSubDeadLetterSourceSubscription: subscription.split("/").at(-1),
      CloudPubSubDeadLetterSourceSubscriptionProject: "receipts-test",
    });
    expect(pushes.length).toBeGreaterThanOrEqual(5);
  });

  it("pushes again when the endpoint is not there, and delivers once it is", async () => {
    const { port } = new URL(endpoint.url);
    await endpoint.close();
    await subscribe();
    await bus.publish(topic, [message("later")]);
    const again = await listenOn(Number(port));
    await eventually(() => expect(pushes.map(textOf)).toContain("later"));
    endpoint = again;
  });

  it("pushes again when the endpoint does not answer within the ack deadline", async () => {
    await subscribe();
    answer = (_, count) => (count === 1 ? undefined : 204);
    await bus.publish(topic, [message("slow")]);
    await eventually(() => expect(pushes.length).toBeGreaterThanOrEqual(2));
  });

  it("gives every subscription of a topic its own copy", async () => {
    await subscribe();
    await subscribe();
    await bus.publish(topic, [message("both")]);
    await eventually(() => expect(pushes).toHaveLength(2));
    expect(new Set(pushes.map(({ subscription }) => subscription)).size).toBe(
      2,
    );
  });

  it("refuses to publish to a topic that does not exist", async () => {
    const missing = `${PROJECT}/topics/${randomUUID()}`;
    await expect(bus.publish(missing, [message("x")])).rejects.toThrow();
  });

  async function listenOn(port: number): Promise<Listening> {
    return listen((request, response) => {
      void receive(request, response);
    }, port);
  }
}
