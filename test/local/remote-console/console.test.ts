import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createRemoteConsole } from "../../../local/remote-console/console.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";
import { eventually } from "../../support/eventually.ts";
import { listen, type Listening } from "../../support/server.ts";
import { readFeed } from "../console/feed-reader.ts";
import { createKeptSource } from "./kept-source.ts";
import { receiptOf } from "./receipt.ts";

const MESSAGE = "conversations/C/messages/m";

describe("the console of a deployed project", () => {
  let kept: ReturnType<typeof createKeptSource>;
  let console: ReturnType<typeof createRemoteConsole>;
  let server: Listening;
  beforeEach(async () => {
    kept = createKeptSource();
    console = createRemoteConsole({
      source: kept.source,
      project: "my-receipts",
      description: "the database",
      retentionMicros: 90 * MICROS_PER_DAY,
      pollIntervalMs: 20,
      idleGraceMs: 20,
    });
    server = await listen(console.app);
  });
  afterEach(async () => {
    console.close();
    await server.close();
  });

  /** fetch() would not send another Host. */
  const send = (
    path: string,
    method = "GET",
    headers: Record<string, string> = {},
  ): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(server.url + path, { method, headers }, (response) => {
        resolve(response.statusCode);
        response.destroy();
      })
        .on("error", reject)
        .end();
    });

  it("tells the page what it is, and what lists the dead letters", async () => {
    const feed = await readFeed(server.url);
    expect(feed.hello).toEqual({
      backend: "the database, read-only",
      channels: [],
      deployed: {
        deadLettersCommand:
          "npm run receipts -- dead-letters list --project my-receipts",
        maxRows: 50,
      },
    });
    feed.close();
  });

  it("tells messages as they change, come and go", async () => {
    await kept.store.messages.write(receiptOf("m"));
    const feed = await readFeed(server.url);
    await eventually(() => {
      expect(feed.messages.get(MESSAGE)?.status).toBe("DELIVERED");
    });
    await kept.store.messages.write(receiptOf("m", "READ"));
    await eventually(() => {
      expect(feed.messages.get(MESSAGE)?.status).toBe("READ");
    });
    await kept.store.conversations.delete("conversations/C");
    await eventually(() => expect(feed.gone).toContain(MESSAGE));
    feed.close();
  });

  it("asks Firestore for nothing while no page is open", async () => {
    await send("/");
    await send("/healthz");
    expect(kept.asked).toEqual({ probes: 0, counts: 0, follows: [] });
    const feed = await readFeed(server.url);
    await eventually(() => expect(feed.latest.figures).toBeTruthy());
    expect(kept.followed()).toBe(10);
    feed.close();
    await eventually(() => expect(kept.followed()).toBe(0));
    const { probes } = kept.asked;
    expect(kept.asked.counts).toBe(10);
    const again = await readFeed(server.url);
    await eventually(() => expect(kept.asked.probes).toBeGreaterThan(probes));
    expect(kept.asked.counts).toBe(10); // it was not a minute
    again.close();
  });

  it("says that the connection is lost, and is whole again when it is back", async () => {
    const feed = await readFeed(server.url);
    await eventually(() => expect(kept.followed()).toBe(10));
    kept.fail(new Error("Firestore does not answer now."));
    await eventually(() => {
      expect(feed.latest.problem).toBe("Firestore does not answer now.");
    });
    const { length } = kept.asked.follows;
    kept.fail(undefined);
    await eventually(() => {
      expect(feed.latest.problem).toBeNull();
      expect(kept.asked.follows).toHaveLength(length + 10);
    });
    await kept.store.messages.write(receiptOf("m"));
    await eventually(() => expect(feed.messages.has(MESSAGE)).toBe(true));
    feed.close();
  });

  it("follows the rows anew after they broke off", async () => {
    const feed = await readFeed(server.url);
    await eventually(() => expect(kept.followed()).toBe(10));
    kept.breakOff(new Error("A role is missing."));
    await eventually(() => expect(kept.asked.follows).toHaveLength(20));
    await eventually(() => expect(feed.latest.problem).toBeNull());
    feed.close();
  });

  it.each(["POST", "PUT", "PATCH", "DELETE"])(
    "takes no %s, wherever",
    async (method) => {
      for (const path of [
        "/",
        "/console/samples",
        "/console/faults",
        "/console/events",
        "/agent-reads",
        "/webhook",
        "/webhook/rcs",
        "/functions/store-receipt/x",
        "/platform/failures",
        `/messages/${MESSAGE}`,
        "/messages/conversations/C",
        "/dead-letters/1",
        "/dead-letters/1/replay",
        "/stats",
      ]) {
        expect([path, await send(path, method)]).toEqual([path, 405]);
      }
    },
  );

  it.each(["/watch", "/dead-letters", "/user-events", "/platform/requests"])(
    "has no route %s",
    async (path) => {
      expect(await send(path)).toBe(404);
    },
  );

  it.each(["/", "/console/events", "/stats", `/messages/${MESSAGE}`])(
    "refuses %s under another host's name",
    async (path) => {
      expect(await send(path, "GET", { Host: "evil.example" })).toBe(403);
    },
  );

  it.each(["/console/events", "/stats", `/messages/${MESSAGE}`])(
    "asks nothing for another site: %s",
    async (path) => {
      await kept.store.messages.write(receiptOf("m"));
      const own = { Origin: server.url, "Sec-Fetch-Site": "same-origin" };
      expect(await send(path, "GET", own)).toBe(200);
      for (const headers of [
        { Origin: "https://evil.example" },
        { Origin: "null" },
        { "Sec-Fetch-Site": "cross-site" },
        { "Sec-Fetch-Site": "same-site" },
      ]) {
        const answer = await send(path, "GET", headers);
        expect([headers, answer]).toEqual([headers, 403]);
      }
    },
  );

  it("serves the page with the same policy", async () => {
    const response = await fetch(server.url);
    expect(await response.text()).toContain("<h1>Receipts</h1>");
    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; script-src 'self'; .*; require-trusted-types-for 'script'$/,
    );
  });

  it("shows a message of any day, and says so where there is none", async () => {
    const old = Date.now() * 1000 - 40 * MICROS_PER_DAY;
    await kept.store.messages.write(receiptOf("m", "READ", old));
    const found = await fetch(`${server.url}/messages/${MESSAGE}`);
    expect(await found.json()).toMatchObject({ status: "READ" });
    const missing = await fetch(`${server.url}/messages/no/name`);
    expect(missing.status).toBe(404);
    kept.fail(new Error("Firestore does not answer now."));
    const failed = await fetch(`${server.url}/messages/${MESSAGE}`);
    expect(failed.status).toBe(503);
    expect(await failed.json()).toEqual({
      error: "Firestore does not answer now.",
    });
  });
});
