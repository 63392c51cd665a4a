import { beforeEach, describe, expect, it } from "@jest/globals";
import { createWatch } from "../../../local/remote-console/watch.ts";
import { toDay } from "../../../shared/messages/day.ts";
import { eventually } from "../../support/eventually.ts";

const NOON = Date.parse("2026-01-31T12:00:00Z");

describe("the watch over a deployed project", () => {
  let probes: PromiseWithResolvers<void>[];
  let calls: (string | number)[];
  let failures: unknown[];
  let watch: ReturnType<typeof createWatch>;
  beforeEach(() => {
    [probes, calls, failures] = [[], [], []];
    watch = createWatch({
      source: {
        probe() {
          const probe = Promise.withResolvers<void>();
          probes.push(probe);
          return probe.promise;
        },
      },
      rows: {
        subscribe: (day) => calls.push(day),
        end: () => calls.push("end"),
        clear: () => calls.push("clear"),
      },
      stats: { refresh: () => Promise.resolve() },
      onFailure: (error) => failures.push(error),
      clock: () => NOON,
      pollIntervalMs: 1,
      idleGraceMs: 1,
    });
  });

  const follows = () => calls.filter((call) => typeof call === "number");

  it("follows today's rows once Firestore answers, and anew after an outage", async () => {
    watch.viewersChanged(true);
    probes[0]?.resolve();
    await eventually(() => expect(probes).toHaveLength(2));
    const error = new Error("No answer.");
    probes[1]?.reject(error);
    await eventually(() => expect(probes).toHaveLength(3));
    probes[2]?.resolve();
    await eventually(() => expect(probes).toHaveLength(4));
    const day = toDay(NOON * 1000);
    expect(calls).toEqual([day, "end", day]);
    expect(failures).toEqual([null, error, null]);
    watch.stop();
  });

  it("goes on while the page is only loaded again", () => {
    watch.viewersChanged(true);
    watch.viewersChanged(false);
    watch.viewersChanged(true);
    expect(probes).toHaveLength(1);
    watch.stop();
  });

  it.each(["answered", "refused"])(
    "asks once at a time, though a question of before is %s late",
    async (how) => {
      watch.viewersChanged(true);
      watch.viewersChanged(false);
      await eventually(() => expect(calls).toEqual(["clear"]));
      watch.viewersChanged(true);
      expect(probes).toHaveLength(2);
      if (how === "answered") probes[0]?.resolve();
      else probes[0]?.reject(new Error("No answer."));
      await Promise.allSettled([probes[0]?.promise]);
      probes[1]?.resolve();
      await eventually(() => expect(probes).toHaveLength(3));
      expect(follows()).toHaveLength(1);
      expect(failures).toEqual([null]);
      watch.stop();
    },
  );
});
