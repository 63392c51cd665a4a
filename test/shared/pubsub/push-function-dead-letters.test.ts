import { describe, expect, it } from "@jest/globals";
import {
  NeedsOperatorError,
  UnusableEventError,
} from "../../../shared/runtime/errors.ts";
import { createKeptPublisher } from "../../support/publisher.ts";
import { postJson, push } from "../../support/push.ts";
import { EVENT, servePushFunction } from "./serve-push-function.ts";

const source = "tested";

describe("an event that is malformed", () => {
  it.each([
    ["no JSON", '{"name": ', /not JSON/],
    ["nothing", "", /not JSON/],
    ["no object", '"a"', /the event: /],
    ["a missing field", '{"of":{"size":1}}', /\bname: /],
    [
      "a wrong inner field",
      ' {"name":"a","of":{"size":"1"}}\n',
      /\bof\.size: /,
    ],
    ["two bad fields", '{"of":{}}', /\bname: .*; of\.size: /],
  ])(
    "goes to dead-letters byte for byte, with the reason, and is acknowledged: %s",
    async (_, text, reason) => {
      await using tested = await servePushFunction();
      const event = Buffer.from(text);

      expect((await push(tested.url, { event })).status).toBe(204);
      expect(tested.handled).toEqual([]);
      expect(tested.letters()).toEqual([
        {
          data: event,
          attributes: { reason: expect.stringMatching(reason), source },
        },
      ]);
      expect(tested.lines).toMatchObject([
        { severity: "WARNING", reason: expect.stringMatching(reason) },
      ]);
    },
  );

  it("never shows the event's own values in the reason", async () => {
    await using tested = await servePushFunction();

    await push(tested.url, { event: { name: 4711, of: { size: "xyzzy" } } });

    const [letter] = tested.letters();
    expect(JSON.stringify(letter!.attributes)).not.toMatch(/xyzzy|4711/);
    expect(JSON.stringify(tested.lines)).not.toMatch(/xyzzy|4711/);
  });

  it("may be attributes without data: they are not acknowledged silently", async () => {
    await using tested = await servePushFunction();

    const response = await postJson(tested.url, {
      message: { attributes: { agent: "a", channel: "c" }, messageId: "1" },
      subscription: "projects/p/subscriptions/s",
    });

    expect(response.status).toBe(204);
    expect(tested.letters()).toMatchObject([
      {
        data: Buffer.alloc(0),
        attributes: { source, agent: "a", channel: "c" },
      },
    ]);
  });
});

describe("an event that the handler can't use", () => {
  const reason = "There is no such thing.";

  it("goes to dead-letters with what the handler says of it", async () => {
    const error = new UnusableEventError(reason, {
      severity: "ERROR",
      channel: "its-channel",
      agent: "its-agent",
    });
    await using tested = await servePushFunction(() => Promise.reject(error));

    const response = await push(tested.url, {
      event: EVENT,
      messageId: "77",
      attributes: { channel: "another", agent: "another", more: "more" },
    });

    expect(response.status).toBe(204);
    expect(tested.letters()).toEqual([
      {
        data: Buffer.from(JSON.stringify(EVENT)),
        attributes: {
          reason,
          source,
          channel: "its-channel",
          agent: "its-agent",
        },
      },
    ]);
    expect(tested.lines).toMatchObject([
      { severity: "ERROR", function: "tested", messageId: "77", reason },
    ]);
  });

  it.each([
    ["nothing", {}],
    ["undefined", { agent: undefined }],
  ])(
    "goes there with what the message's attributes say, if the handler says %s",
    async (_, details) => {
      const error = new UnusableEventError(reason, details);
      await using tested = await servePushFunction(() => Promise.reject(error));
      const attributes = { channel: "its-channel", agent: "its-agent" };

      const response = await push(tested.url, { event: EVENT, attributes });

      expect(response.status).toBe(204);
      expect(tested.letters()).toMatchObject([
        { attributes: { reason, source, ...attributes } },
      ]);
      expect(tested.lines).toMatchObject([{ severity: "WARNING", reason }]);
    },
  );

  it.each([
    ["WARNING", new Error("the-cause")],
    ["ERROR", new NeedsOperatorError("the-cause")],
  ])(
    "comes again when dead-letters don't take it (%s)",
    async (severity, cause) => {
      const error = new UnusableEventError(reason);
      const publisher = createKeptPublisher(() => Promise.reject(cause));
      await using tested = await servePushFunction(
        () => Promise.reject(error),
        publisher,
      );

      const response = await push(tested.url, { event: EVENT });

      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain("the-cause");
      expect(tested.lines).toMatchObject([{ severity, error: cause.stack }]);
    },
  );
});
