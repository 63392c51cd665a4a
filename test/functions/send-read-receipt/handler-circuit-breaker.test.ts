import { describe, expect, it } from "@jest/globals";
import type { Claims } from "../../../functions/send-read-receipt/handler.ts";
import { createEmbeddedStore } from "../../../local/embedded/store.ts";
import type { MarkReadResult } from "../../../shared/channels/channel.ts";
import { NeedsOperatorError } from "../../../shared/runtime/errors.ts";
import { now } from "../../../shared/runtime/timestamp.ts";
import { eventually } from "../../support/eventually.ts";
import { createManualClock } from "./manual-clock.ts";
import {
  createFakePlatform,
  EVENT,
  INITIAL_OPEN_MS,
  LEASE_MICROS,
  MESSAGE,
  REJECTED,
  serveSendReadReceipt,
} from "./serve-send-read-receipt.ts";

const UNAVAILABLE = new NeedsOperatorError("It was answered 503.");
const OTHER = { message: "conversations/c/messages/other" };

/** Serves the function after its first event, with the ID `first`, has opened the circuit. */
async function serveOpen(
  options: { claims?: Claims; answers?: MarkReadResult[] } = {},
) {
  const { answers = [], ...given } = options;
  const clock = createManualClock();
  const platform = createFakePlatform(UNAVAILABLE, ...answers);
  const tested = await serveSendReadReceipt({
    ...given,
    platform,
    clock,
    maxWaitMs: 20_000,
  });
  expect(await tested.push(EVENT, "first")).toBe(500);
  return { ...tested, platform, clock };
}

describe("while the circuit is open", () => {
  it("the claim of the event that opened it stays incomplete", async () => {
    await using tested = await serveOpen();

    expect(await tested.store.read(MESSAGE)).toBeUndefined();
    expect(tested.letters()).toEqual([]);
    expect(tested.lines.at(-1)).toMatchObject({
      severity: "ERROR",
      error: UNAVAILABLE,
    });
  });

  it("another event is redelivered with a WARNING, without a call, a claim, or a dead letter", async () => {
    await using tested = await serveOpen();
    const { claims } = tested.store;

    expect(await tested.push(OTHER, "other")).toBe(500);
    expect(tested.platform.calls).toHaveLength(1);
    expect(tested.letters()).toEqual([]);
    expect(tested.lines.at(-1)).toMatchObject({
      severity: "WARNING",
      error: { message: expect.stringMatching(/is open for another 60 s/) },
    });
    const claim = claims.claim(OTHER.message, "third", now(), LEASE_MICROS);
    expect(await claim).toMatchObject({ outcome: "ACQUIRED" });
  });

  it("an unusable event is still dead-lettered", async () => {
    await using tested = await serveOpen();

    expect(await tested.push({ message: "nonsense" }, "bad")).toBe(204);
    expect(tested.letters()).toHaveLength(1);
  });

  it("an event that arrives shortly before its end waits, and its read receipt is sent", async () => {
    await using tested = await serveOpen();
    tested.clock.advance(INITIAL_OPEN_MS - 20_000);
    const waiting = tested.push(EVENT, "first");
    await eventually(() => expect(tested.clock.sleeping()).toBe(1));
    expect(tested.platform.calls).toHaveLength(1);

    tested.clock.advance(20_000);
    expect(await waiting).toBe(204);
    expect(await tested.agentRead()).toMatchObject({ status: "SENT" });
  });
});

describe("once the circuit is half-open", () => {
  it("the event that has the claim continues with it", async () => {
    await using tested = await serveOpen();
    tested.clock.advance(INITIAL_OPEN_MS);

    expect(await tested.push(EVENT, "first")).toBe(204);
    expect(tested.platform.calls).toHaveLength(2);
    expect(await tested.agentRead()).toMatchObject({ status: "SENT" });
  });

  it("another event for the same message is acknowledged, and releases its probe", async () => {
    await using tested = await serveOpen();
    tested.clock.advance(INITIAL_OPEN_MS);

    expect(await tested.push(EVENT, "second")).toBe(204);
    expect(tested.platform.calls).toHaveLength(1);
    expect(await tested.push(OTHER, "third")).toBe(204);
    expect(tested.platform.calls).toHaveLength(2);
    expect(await tested.push(EVENT, "first")).toBe(204);
    expect(tested.platform.calls).toHaveLength(3);
  });

  it("the circuit closes even if the platform rejects the probe's message", async () => {
    await using tested = await serveOpen({ answers: [REJECTED] });
    tested.clock.advance(INITIAL_OPEN_MS);

    expect(await tested.push(OTHER, "other")).toBe(204);
    expect(await tested.push(EVENT, "first")).toBe(204);
    expect(await tested.agentRead()).toMatchObject({ status: "SENT" });
  });

  it("the probe is released to the next event when the store fails before the call", async () => {
    const { claims } = createEmbeddedStore();
    let isDown = false;
    await using tested = await serveOpen({
      claims: {
        ...claims,
        claim: (...asked) =>
          isDown ? Promise.reject(new Error("Down.")) : claims.claim(...asked),
      },
    });
    tested.clock.advance(INITIAL_OPEN_MS);
    isDown = true;
    expect(await tested.push(OTHER, "other")).toBe(500);
    isDown = false;

    expect(await tested.push(OTHER, "other")).toBe(204);
    expect(tested.platform.calls).toHaveLength(2);
  });
});
