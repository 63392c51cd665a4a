import { describe, expect, it } from "@jest/globals";
import { createActivity } from "../../../local/console/activity.ts";
import { EDGES, countsBetween } from "../../../local/console/edges.ts";
import { lineOf, NODES, VIEW } from "../../../local/console/page/nodes.ts";

describe("the picture of the pipeline", () => {
  it.each(EDGES)("has both ends of %s", (edge) => {
    const { from, to } = lineOf(edge);
    expect(from).not.toEqual(to);
  });

  it("has no place that nothing goes to, and none outside", () => {
    const joined = EDGES.flatMap((edge) => edge.split(">"));
    expect(new Set(joined)).toEqual(new Set(Object.keys(NODES)));
    for (const { x, y } of Object.values(NODES)) {
      expect(x).toBeLessThan(VIEW.width);
      expect(y).toBeLessThan(VIEW.height);
    }
  });

  it("moves what has passed since it was last drawn", () => {
    const activity = createActivity(() => undefined);
    activity.count("backend>agent-reads");
    activity.count("sendReadReceipt>platform-api", "failed");
    const before = activity.total();
    expect(countsBetween(before, activity.total())).toEqual({});
    activity.count("sendReadReceipt>platform-api", "failed");
    activity.count("sendReadReceipt>platform-api");
    activity.count("sendReadReceipt>firestore");
    expect(countsBetween(before, activity.total())).toEqual({
      "sendReadReceipt>platform-api": { count: 2, failed: 1 },
      "sendReadReceipt>firestore": { count: 1, failed: 0 },
    });
  });
});
