import { describe, expect, it } from "@jest/globals";
import { DeadlineError } from "../../../shared/runtime/deadline.ts";
import { businessMessages } from "../../support/fixtures.ts";
import { createKeptPublisher } from "../../support/publisher.ts";
import { isPending } from "../../support/pending-response.ts";
import { serveWebhook, TOPICS } from "./serve-webhook.ts";

const RECEIPTS = JSON.stringify(businessMessages("read-several"));
const PAYLOADS = [
  ["receipts", RECEIPTS],
  ["a user event", JSON.stringify(businessMessages("message"))],
  ["a dead letter", "{}"],
] as const;
const MIXED = JSON.stringify({
  ...businessMessages("message"),
  ...businessMessages("delivered"),
});

describe("the answer 503, so that the platform sends it again", () => {
  it.each(PAYLOADS)(
    "is given when the queue is down (%s)",
    async (_, rawBody) => {
      const down = new Error("The queue is down.");
      const publisher = createKeptPublisher(() => Promise.reject(down));
      await using webhook = await serveWebhook({ publisher });

      const response = await webhook.post(rawBody);

      expect(response.status).toBe(503);
      expect(await response.text()).not.toContain(down.message);
      expect(webhook.lines).toMatchObject([{ severity: "ERROR", error: down }]);
    },
  );

  it.each(PAYLOADS)(
    "is given when the queue doesn't confirm in time (%s)",
    async (_, rawBody) => {
      const publisher = createKeptPublisher(() => new Promise(() => undefined));
      await using webhook = await serveWebhook({
        publisher,
        publishTimeoutMs: 50,
      });

      expect((await webhook.post(rawBody)).status).toBe(503);
      expect(webhook.lines).toMatchObject([{ severity: "ERROR" }]);
      expect(webhook.lines[0]?.error).toBeInstanceOf(DeadlineError);
    },
  );

  it.each([TOPICS.receipts, TOPICS.userEvents])(
    "is given when only %s fails",
    async (failing) => {
      const publisher = createKeptPublisher((topic) =>
        topic === failing
          ? Promise.reject(new Error("This topic is down."))
          : Promise.resolve(),
      );
      await using webhook = await serveWebhook({ publisher });

      expect((await webhook.post(MIXED)).status).toBe(503);
    },
  );

  it("doesn't outlive the fault: the same payload is taken when it comes again", async () => {
    let isDown = true;
    const publisher = createKeptPublisher(() =>
      isDown ? Promise.reject(new Error("Down.")) : Promise.resolve(),
    );
    await using webhook = await serveWebhook({ publisher });
    await webhook.post(RECEIPTS);
    isDown = false;

    expect((await webhook.post(RECEIPTS)).status).toBe(200);
    expect(publisher.on(TOPICS.receipts)).toHaveLength(3);
  });
});

describe("the answer 200", () => {
  it("waits until every topic has confirmed", async () => {
    const asked = Promise.withResolvers<void>();
    const confirmed = new Map([
      [TOPICS.receipts, Promise.withResolvers<void>()],
      [TOPICS.userEvents, Promise.withResolvers<void>()],
    ]);
    let calls = 0;
    const publisher = createKeptPublisher((topic) => {
      calls += 1;
      if (calls === 2) asked.resolve();
      return confirmed.get(topic)!.promise;
    });
    await using webhook = await serveWebhook({ publisher });
    const answer = webhook.post(MIXED);
    await Promise.race([asked.promise, answer]);

    const others = () => fetch(webhook.url);
    expect(await isPending(answer, others)).toBe(true);
    confirmed.get(TOPICS.receipts)!.resolve();
    expect(await isPending(answer, others)).toBe(true);
    confirmed.get(TOPICS.userEvents)!.resolve();
    expect((await answer).status).toBe(200);
  });
});
