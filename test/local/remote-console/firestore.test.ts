import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { PubSub } from "@google-cloud/pubsub";
import { createPubSubBus } from "../../../local/emulators/pubsub.ts";
import { createFirestoreStore } from "../../../local/emulators/store.ts";
import { topicsOf } from "../../../local/topics.ts";
import { channels } from "../../../shared/channels/channels.ts";
import { openFirestore } from "../../../shared/firestore/firestore.ts";
import type { StatsReport } from "../../../shared/stats/report.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";
import { describeOnEmulators } from "../../support/emulators.ts";
import { eventually } from "../../support/eventually.ts";
import { createLetterSubscription } from "../../support/dead-letter-subscription.ts";
import { run, start, type Running } from "../../support/run.ts";
import { SEED_DAYS, SEED_START } from "../../support/seed.ts";
import { storeSeed } from "../../support/store-seed.ts";
import { readFeed } from "../console/feed-reader.ts";
import { receiptOf } from "./receipt.ts";

const RETENTION_DAYS = "3650"; // the seed's days never get too old
const MESSAGE = "conversations/C/messages/m";
const FIGURES = ["delivered", "read", "expired", "agentReads"] as const;

const figuresOf = ({ from, to, rows, total }: StatsReport) => ({
  days: [from, to],
  figures: [total, ...rows].map((line) =>
    FIGURES.map((figure) => line[figure]),
  ),
});

describeOnEmulators("npm start -- --project, on Google's emulators", () => {
  const project = `deployed-${randomUUID().slice(0, 8)}`;
  const firestore = openFirestore("receipts", project);
  const store = createFirestoreStore(project, 3650 * MICROS_PER_DAY, firestore);
  const options = ["--project", project, "--retention-days", RETENTION_DAYS];
  let running: Running;
  let url: string;

  const documents = async () => {
    const { docs } = await firestore.collectionGroup("messages").get();
    return docs
      .map(({ ref, updateTime }) => `${ref.path} ${updateTime.valueOf()}`)
      .sort();
  };
  const statsOfCommand = async (...days: string[]) => {
    const args = ["cli/main.ts", "stats", ...options, ...days, "--json"];
    return JSON.parse((await run(args)).stdout) as StatsReport;
  };

  beforeAll(async () => {
    await storeSeed(store);
    // What counts in the last seven days, too.
    const today = Date.now() * 1000;
    for (let age = 0; age < 9; age += 1) {
      const time = today - age * MICROS_PER_DAY;
      const type = age % 2 === 0 ? "READ" : "DELIVERED";
      await store.messages.write(receiptOf(`age-${age}`, type, time));
    }
    running = start(["local/main.ts", "--port", "0", ...options]);
    url = await eventually(() => {
      const [found] = /http:\/\/localhost:\d+/.exec(running.output()) ?? [];
      if (!found) throw new Error(running.output());
      return found;
    });
  });
  afterAll(async () => {
    running.child.kill("SIGTERM");
    expect((await running.finished).status).toBe(0);
    await store.close();
  });

  it("says what it shows, and that it only reads", () => {
    expect(running.output()).toContain(
      `shows the Firestore database receipts of the project ${project}`,
    );
    expect(running.output()).toContain("It only reads.");
  });

  it("shows the figures that receipts stats counts for the same days", async () => {
    const feed = await readFeed(url);
    const counted = await eventually(() => {
      if (!feed.latest.figures) throw new Error("Nothing is counted yet.");
      return feed.latest.figures;
    });
    feed.close();
    expect(counted.total).toMatchObject({ delivered: 7, read: 4 });
    expect(figuresOf(counted)).toEqual(
      figuresOf(await statsOfCommand("--days", "7")),
    );
  });

  it("answers /stats as receipts stats does", async () => {
    const from = new Date(SEED_START / 1000).toISOString().slice(0, 10);
    const lastDay = SEED_START / 1000 + SEED_DAYS * 86_400_000;
    const to = new Date(lastDay).toISOString().slice(0, 10);
    const response = await fetch(`${url}/stats?from=${from}&to=${to}`);
    const report = (await response.json()) as StatsReport;
    expect(report.total.delivered).toBeGreaterThan(100);
    expect(report.total.agentReads.sent).toBeGreaterThan(10);
    expect(report.rows).toHaveLength(channels.length);
    expect(figuresOf(report)).toEqual(
      figuresOf(await statsOfCommand("--from", from, "--to", to)),
    );
  });

  it("shows today's messages, each change of theirs, and no older ones", async () => {
    const feed = await readFeed(url);
    for (const type of ["EXPIRED", "DELIVERED", "READ"] as const) {
      await store.messages.write(receiptOf("m", type));
      await eventually(() => {
        expect(feed.messages.get(MESSAGE)?.status).toBe(type);
      });
    }
    const names = [...feed.messages.keys()].sort();
    expect(names).toEqual(["conversations/C/messages/age-0", MESSAGE]);
    await store.conversations.delete("conversations/C");
    await eventually(() => expect(feed.gone).toContain(MESSAGE));
    feed.close();
  });

  it("writes nothing, and takes nothing from a queue, whatever it is asked", async () => {
    const topics = topicsOf(project);
    const bus = createPubSubBus(project, 5000);
    await bus.createTopic(topics.deadLetters);
    const name = await createLetterSubscription(project);
    const letter = { data: Buffer.from("letter"), attributes: {} };
    await bus.publish(topics.deadLetters, [letter]);
    await store.messages.write(receiptOf("m"));
    const before = await documents();

    const feed = await readFeed(url);
    await eventually(() => expect(feed.messages.has(MESSAGE)).toBe(true));
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      for (const path of [
        "/console/samples",
        "/agent-reads",
        "/webhook",
        `/messages/${MESSAGE}`,
        "/messages/conversations/C",
        "/dead-letters",
        "/stats",
      ]) {
        await (await fetch(url + path, { method })).arrayBuffer();
      }
    }
    feed.close();

    expect(await documents()).toEqual(before);
    const pubsub = new PubSub({ projectId: project });
    const received = Promise.withResolvers<string>();
    const subscription = pubsub.subscription(name);
    subscription.on("message", (message) => {
      message.ack();
      received.resolve(message.data.toString());
    });
    // Nobody has leased it: it comes at once.
    expect(await received.promise).toBe("letter");
    await subscription.close();
    await pubsub.close();
    await bus.close();
  });
});
