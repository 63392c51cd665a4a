import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  createPlatform,
  readEventId,
} from "../../../../shared/channels/rcs/platform.ts";
import { googleChannel } from "../google/channels.ts";
import { platformAt, serveSimulator } from "../google/serve-platform.ts";

const of = googleChannel("rcs");
const CONVERSATION = "agents/growing-tree-bank/phones/+15551234567";
const nameOf = (id: string, conversation = CONVERSATION) => ({
  message: `${conversation}/messages/${id}`,
  conversation,
});
const NAME = nameOf("MxF2kqJ4m3Tj2Lk1");

/** A UUID of version 5, written anew (RFC 9562, 5.5). */
function uuidV5(name: string, namespace: string): string {
  const hash = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(name)
    .digest()
    .subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

describe("an agent event", () => {
  it("is one authorised POST with READ", async () => {
    await using simulator = await serveSimulator(of);

    const result = await simulator.markRead(5000, NAME);

    expect(result).toEqual({ outcome: "SENT" });
    const eventId = readEventId(NAME.message);
    expect(await simulator.requests()).toEqual([
      {
        method: "POST",
        path: `/v1/phones/%2B15551234567/agentEvents?eventId=${eventId}&agentId=growing-tree-bank`,
        body: { eventType: "READ", messageId: "MxF2kqJ4m3Tj2Lk1" },
        message: NAME.message,
        authorized: true,
        time: expect.any(String),
      },
    ]);
  });

  it.each([
    ["a&b", "a%26b"],
    ["a?b=c", "a%3Fb%3Dc"],
    ["a#b", "a%23b"],
    ["%2e%2e", "%252e%252e"],
    ["a+b", "a%2Bb"],
  ])("encodes the agent %j as %s", async (agent, encoded) => {
    await using simulator = await serveSimulator(of);
    const name = nameOf("M", `agents/${agent}/phones/+15551234567`);

    expect(await simulator.markRead(5000, name)).toEqual({ outcome: "SENT" });
    const [request] = await simulator.requests();
    expect(request?.path).toMatch(new RegExp(`&agentId=${encoded}$`));
    expect(request?.message).toBe(name.message);
  });

  it("has an id that tells the platform of a repetition: the same for the same message", async () => {
    await using simulator = await serveSimulator(of);

    for (const name of [NAME, NAME, nameOf("other")]) {
      await platformAt(of, simulator.url).markRead(name, "whatever agent");
    }

    const [first, again, other] = (await simulator.requests()).map(
      ({ path }) => path,
    );
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it("is refused for a name of another channel, before any call", async () => {
    await using simulator = await serveSimulator(of);
    const name = nameOf("M", "conversations/C");

    await expect(simulator.markRead(5000, name)).rejects.toThrow(RangeError);
    expect(await simulator.requests()).toEqual([]);
  });
});

describe("the id of an agent event", () => {
  const NAMESPACE = "5d3f0d6e-6c53-4b0c-9d3a-2f6f6ad7c1b8";

  it("is the UUID that RFC 9562 makes of the name", () => {
    // RFC 9562, A.4
    const DNS = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    expect(uuidV5("www.example.com", DNS)).toBe(
      "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    );
    fc.assert(
      fc.property(fc.string(), (id) => {
        const { message } = nameOf(id);
        expect(readEventId(message)).toBe(uuidV5(`${message} READ`, NAMESPACE));
      }),
    );
  });

  // uuid.uuid5(uuid.UUID(NAMESPACE), NAME.message + " READ") of Python
  it("never changes from version to version, or a repetition would count anew", () => {
    expect(readEventId(NAME.message)).toBe(
      "fc1fbcc4-e98c-56f8-837b-503010f8d6fc",
    );
  });

  it("differs from message to message, from phone to phone and from agent to agent", () => {
    const names = [
      "agents/A/phones/+12/messages/M",
      "agents/B/phones/+12/messages/M",
      "agents/A/phones/+13/messages/M",
      "agents/A/phones/+12/messages/N",
    ];
    expect(new Set(names.map(readEventId)).size).toBe(names.length);
  });
});

describe("the host", () => {
  /** Where a call goes: what the credentials see of it. */
  async function urlOf(environment: Record<string, string>): Promise<string> {
    const asked: string[] = [];
    const client = {
      getRequestHeaders: (url: string) => {
        asked.push(url);
        return Promise.reject(new Error("No token."));
      },
    };
    const platform = createPlatform(environment, client as never);
    await expect(platform.markRead(NAME, undefined)).rejects.toThrow();
    return asked.join();
  }

  it.each([
    ["is the global one", {}, "https://rcsbusinessmessaging.googleapis.com"],
    [
      "is that of the region us",
      { RCS_API_REGION: "us" },
      "https://us-rcsbusinessmessaging.googleapis.com",
    ],
    [
      "is that of the region europe",
      { RCS_API_REGION: "europe" },
      "https://europe-rcsbusinessmessaging.googleapis.com",
    ],
    [
      "is that of the region asia",
      { RCS_API_REGION: "asia" },
      "https://asia-rcsbusinessmessaging.googleapis.com",
    ],
    ["may be named", { RCS_API_URL: "http://a.b/c/" }, "http://a.b/c"],
    [
      "is the global one if the variables are set to nothing",
      { RCS_API_REGION: "", RCS_API_URL: "" },
      "https://rcsbusinessmessaging.googleapis.com",
    ],
  ])("%s", async (_, environment, url) => {
    expect(await urlOf(environment)).toBe(url);
  });

  it.each([
    [{ RCS_API_REGION: "eu" }, /^RCS_API_REGION is not one of us, europe/],
    [{ RCS_API_REGION: "evil.example/" }, /^RCS_API_REGION is not one of/],
    [
      { RCS_API_REGION: "us", RCS_API_URL: "http://a.b" },
      /^RCS_API_URL is set together with RCS_API_REGION: choose one/,
    ],
  ])("is refused: %j", (environment, problem) => {
    expect(() => createPlatform(environment)).toThrow(
      expect.objectContaining({
        problems: [expect.stringMatching(problem) as unknown],
      }),
    );
  });
});
