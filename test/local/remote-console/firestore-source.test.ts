import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { createFirestoreSource } from "../../../local/remote-console/firestore-source.ts";
import type { SubscribedRows } from "../../../local/remote-console/source.ts";
import { createFirestoreStore } from "../../../local/emulators/store.ts";
import { toDay } from "../../../shared/messages/day.ts";
import { openFirestore } from "../../../shared/firestore/firestore.ts";
import { countQueries } from "../../../shared/stats/count-query.ts";
import { MICROS_PER_DAY, now } from "../../../shared/runtime/timestamp.ts";
import { describeOnEmulators } from "../../support/emulators.ts";
import { eventually } from "../../support/eventually.ts";
import { receiptOf } from "./receipt.ts";

const LIMIT = 5;

describeOnEmulators("a project's messages, on Google's emulator", () => {
  const project = `source-${randomUUID()}`;
  const firestore = openFirestore("receipts", project);
  const store = createFirestoreStore(project, 90 * MICROS_PER_DAY, firestore);
  const source = createFirestoreSource({
    firestore,
    description: "the emulator",
    explain: (error) => error,
    explained: (work) => work,
  });
  const today = toDay(now());
  const { deliveredOnly } = countQueries(
    { channel: "business-messages" },
    { from: today, to: today },
  );
  const write = (id: string) => store.messages.write(receiptOf(id));

  beforeAll(async () => {
    const ids = Array.from({ length: 4 * LIMIT }, (_, id) => `m${10 + id}`);
    await Promise.all(ids.map(write));
  });
  afterAll(() => store.close());

  it("are followed no more than asked for, and a change is told as one", async () => {
    const told: SubscribedRows[] = [];
    const stop = source.subscribe(
      deliveredOnly,
      LIMIT,
      (rows) => told.push(rows),
      (error) => expect(error).toBeUndefined(),
    );
    await eventually(() => expect(told).toHaveLength(1));
    expect(told[0]?.documents.size).toBe(LIMIT);
    expect(told[0]?.reads).toBe(LIMIT);
    await write("m00"); // the first by its name: it pushes another out
    await eventually(() => expect(told.length).toBeGreaterThan(1));
    expect(told[1]?.documents.size).toBe(LIMIT);
    expect(told[1]?.changed).toEqual(["conversations/C/messages/m00"]);
    expect(told[1]?.reads).toBe(2);
    stop();
  });

  it("are counted, read and checked", async () => {
    expect(await source.counter.count(deliveredOnly)).toBeGreaterThan(LIMIT);
    expect(await source.read("conversations/C/messages/m10")).toMatchObject({
      rank: 2,
    });
    expect(await source.read("conversations/C/messages/x")).toBeUndefined();
    await source.check();
    await source.probe();
  });
});
