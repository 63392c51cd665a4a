import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { businessmessages_v1 } from "businessmessages";
import { OAuth2Client } from "googleapis-common";
import { googleChannel } from "../google/channels.ts";
import { platformAt, TOKEN } from "../google/serve-platform.ts";
import {
  serveRecorder,
  type RecordedRequest,
} from "../google/serve-recorder.ts";

const of = googleChannel("business-messages");

/** Makes the call with Google's own client of this API. */
async function callWithPeer(rootUrl: string, message: string): Promise<void> {
  const auth = new OAuth2Client({
    transporterOptions: { fetchImplementation: fetch },
  });
  auth.setCredentials({ access_token: TOKEN });
  const peer = new businessmessages_v1.Businessmessages({
    rootUrl,
  });
  await peer.conversations.messages.updateReceipt({
    auth,
    name: `${message}/receipt`,
    requestBody: { receiptType: "READ" },
  });
}

describe("what Google's own client sends for updateReceipt", () => {
  it.each([
    "conversations/C/messages/M",
    "conversations/1c2f6a0e-7d38-4b6a-9c51-0c3f0f6d2b11/messages/71ad_user.~message",
    "conversations/a b/messages/é",
  ])("is what we send (%s)", async (message) => {
    await using server = await serveRecorder((response) =>
      response.writeHead(200, { "Content-Type": "application/json" }).end("{}"),
    );
    const [conversation = ""] = message.split("/messages/");

    await callWithPeer(server.url, message);
    await platformAt(of, server.url).markRead(
      { message, conversation },
      undefined,
    );

    const [theirs, ours, ...more] = server.requests.map(relevant);
    expect(ours).toEqual(theirs);
    expect(ours).toMatchObject({
      method: "PATCH",
      body: '{"receiptType":"READ"}',
    });
    expect(more).toEqual([]);
  });
});

/** All but what only says which client it is. */
function relevant({ method, url, headers, body }: RecordedRequest) {
  const { authorization, "content-type": contentType = "" } = headers;
  const [mediaType] = contentType.split(";");
  return { method, url, body, authorization, mediaType };
}

describe("the OAuth scope", () => {
  it("is the one that Google's client documents", () => {
    const documented = readFileSync(
      "node_modules/businessmessages/README.md",
      "utf8",
    ).match(/https:\/\/www\.googleapis\.com\/auth\/[\w.-]+/g);

    const code = readFileSync(
      "shared/channels/business-messages/platform.ts",
      "utf8",
    );
    expect(documented).toHaveLength(1);
    expect(code).toContain(`scope: "${documented?.[0]}"`);
  });
});
