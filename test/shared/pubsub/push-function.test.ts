import { describe, expect, it } from "@jest/globals";
import { NeedsOperatorError } from "../../../shared/runtime/errors.ts";
import { postJson, push } from "../../support/push.ts";
import { isPending } from "../../support/pending-response.ts";
import { EVENT, servePushFunction } from "./serve-push-function.ts";

describe("an event", () => {
  it("is acknowledged when the handler returns", async () => {
    await using tested = await servePushFunction();

    const response = await push(tested.url, {
      event: EVENT,
      messageId: "77",
      deliveryAttempt: 3,
    });

    expect(response.status).toBe(204);
    expect(tested.handled).toEqual([
      [EVENT, { messageId: "77", attempt: 3, isReplay: false }],
    ]);
    expect(tested.letters()).toEqual([]);
  });

  it("is a replay if it has the attribute that says so, whatever its value", async () => {
    await using tested = await servePushFunction();

    for (const attributes of [
      { replayOf: "7" },
      { replayOf: "" },
      { other: "" },
    ]) {
      await push(tested.url, { event: EVENT, attributes });
    }
    expect(tested.handled.map(([, { isReplay }]) => isReplay)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("is acknowledged no sooner than that", async () => {
    const begun = Promise.withResolvers<void>();
    const work = Promise.withResolvers<void>();
    await using tested = await servePushFunction(() => {
      begun.resolve();
      return work.promise;
    });
    const answer = push(tested.url, { event: EVENT });
    await Promise.race([begun.promise, answer]);

    const others = () => postJson(tested.url, {});
    expect(await isPending(answer, others)).toBe(true);
    work.resolve();
    expect((await answer).status).toBe(204);
  });

  it.each([
    ["WARNING", new Error("the-cause")],
    ["ERROR", new NeedsOperatorError("the-cause")],
  ])(
    "comes again when the handler throws, with a %s and the stack (%s)",
    async (severity, error) => {
      await using tested = await servePushFunction(() => Promise.reject(error));

      const response = await push(tested.url, {
        event: EVENT,
        messageId: "77",
        deliveryAttempt: 3,
      });

      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain("the-cause");
      expect(tested.letters()).toEqual([]);
      expect(tested.lines).toMatchObject([
        {
          severity,
          function: "tested",
          messageId: "77",
          attempt: 3,
          error: error.stack,
        },
      ]);
    },
  );
});

describe("a request that is no Pub/Sub push", () => {
  const message = { data: "e30=", messageId: "1", attributes: {} };
  const subscription = "projects/p/subscriptions/s";

  it.each([
    ["nothing in it", {}],
    ["a list", []],
    ["a bare event", EVENT],
    ["no subscription", { message }],
    ["no message", { subscription }],
    ["no message id", { subscription, message: { data: "e30=" } }],
    ["no base64", { subscription, message: { ...message, data: "{}" } }],
    [
      "an attribute of another type",
      { subscription, message: { ...message, attributes: { n: 1 } } },
    ],
  ])("is answered 400: %s", async (_, body) => {
    await using tested = await servePushFunction();

    expect((await postJson(tested.url, body)).status).toBe(400);
    expect(tested.handled).toEqual([]);
    expect(tested.letters()).toEqual([]);
    expect(tested.lines).toMatchObject([{ severity: "WARNING" }]);
  });

  it("is answered 400: a GET", async () => {
    await using tested = await servePushFunction();

    expect((await fetch(tested.url)).status).toBe(400);
  });
});
