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
  FIRST_PAUSE_MS,
  LEASE_MICROS,
  MESSAGE,
  REFUSED,
  serveSendReadReceipt,
} from "./serve-send-read-receipt.ts";

const STOP = new NeedsOperatorError("It was answered 503.");
const OTHER = { message: "conversations/c/messages/other" };

/** One whose first event, of the id `first`, was told to stop. */
async function servePaused(
  options: { claims?: Claims; answers?: MarkReadResult[] } = {},
) {
  const { answers = [], ...given } = options;
  const clock = createManualClock();
  const platform = createFakePlatform(STOP, ...answers);
  const tested = await serveSendReadReceipt({
    ...given,
    platform,
    clock,
    patienceMs: 20_000,
  });
  expect(await tested.push(EVENT, "first")).toBe(500);
  return { ...tested, platform, clock };
}

describe("while calls pause", () => {
  it("the event that was told to stop is not settled", async () => {
    await using tested = await servePaused();

    expect(await tested.store.read(MESSAGE)).toBeUndefined();
    expect(tested.letters()).toEqual([]);
    expect(tested.lines.at(-1)).toMatchObject({
      severity: "ERROR",
      error: STOP,
    });
  });

  it("another event is put back with a WARNING, without a call, a claim or a dead letter", async () => {
    await using tested = await servePaused();
    const { claims } = tested.store;

    expect(await tested.push(OTHER, "other")).toBe(500);
    expect(tested.platform.asked).toHaveLength(1);
    expect(tested.letters()).toEqual([]);
    expect(tested.lines.at(-1)).toMatchObject({
      severity: "WARNING",
      error: { message: expect.stringMatching(/is paused for another 60 s/) },
    });
    const claim = claims.claim(OTHER.message, "third", now(), LEASE_MICROS);
    expect(await claim).toMatchObject({ outcome: "HELD" });
  });

  it("an event that can't be used still goes to dead-letters", async () => {
    await using tested = await servePaused();

    expect(await tested.push({ message: "nonsense" }, "bad")).toBe(204);
    expect(tested.letters()).toHaveLength(1);
  });

  it("an event that has come shortly before their end waits, and is told", async () => {
    await using tested = await servePaused();
    tested.clock.advance(FIRST_PAUSE_MS - 20_000);
    const waiting = tested.push(EVENT, "first");
    await eventually(() => expect(tested.clock.sleeping()).toBe(1));
    expect(tested.platform.asked).toHaveLength(1);

    tested.clock.advance(20_000);
    expect(await waiting).toBe(204);
    expect(await tested.agentRead()).toMatchObject({ status: "SENT" });
  });
});

describe("after a pause", () => {
  it("the event that has the claim goes on with it", async () => {
    await using tested = await servePaused();
    tested.clock.advance(FIRST_PAUSE_MS);

    expect(await tested.push(EVENT, "first")).toBe(204);
    expect(tested.platform.asked).toHaveLength(2);
    expect(await tested.agentRead()).toMatchObject({ status: "SENT" });
  });

  it("an event of the same message leaves it to that one, and the probe to the next", async () => {
    await using tested = await servePaused();
    tested.clock.advance(FIRST_PAUSE_MS);

    expect(await tested.push(EVENT, "second")).toBe(204);
    expect(tested.platform.asked).toHaveLength(1);
    expect(await tested.push(OTHER, "third")).toBe(204);
    expect(tested.platform.asked).toHaveLength(2);
    expect(await tested.push(EVENT, "first")).toBe(204);
    expect(tested.platform.asked).toHaveLength(3);
  });

  it("calls go on although the platform refuses the probe's message: it has answered", async () => {
    await using tested = await servePaused({ answers: [REFUSED] });
    tested.clock.advance(FIRST_PAUSE_MS);

    expect(await tested.push(OTHER, "other")).toBe(204);
    expect(await tested.push(EVENT, "first")).toBe(204);
    expect(await tested.agentRead()).toMatchObject({ status: "SENT" });
  });

  it("the probe is left to the next event when the store fails before it", async () => {
    const { claims } = createEmbeddedStore();
    let isDown = false;
    await using tested = await servePaused({
      claims: {
        ...claims,
        claim: (...asked) =>
          isDown ? Promise.reject(new Error("Down.")) : claims.claim(...asked),
      },
    });
    tested.clock.advance(FIRST_PAUSE_MS);
    isDown = true;
    expect(await tested.push(OTHER, "other")).toBe(500);
    isDown = false;

    expect(await tested.push(OTHER, "other")).toBe(204);
    expect(tested.platform.asked).toHaveLength(2);
  });
});
