import type { Sample } from "../../shared/channel.ts";
import { channels } from "../../shared/channels.ts";
import { now, type Micros } from "../../shared/timestamp.ts";
import { LOCAL_KEY } from "../default-keys.ts";
import type { PlatformRequest } from "../platform/stand-in.ts";
import type { Stage } from "./stage.ts";

const SECOND = 1_000_000;

/** The life of one conversation, from the first receipt to the last resort. */
export async function playStory(stage: Stage): Promise<void> {
  const [channel] = channels;
  const sample = (
    receiptType: "DELIVERED" | "READ",
    messages?: readonly string[],
    time: Micros = now(),
    key = LOCAL_KEY,
  ) =>
    channel.createSample({
      messages,
      count: 3,
      receiptType,
      agent: undefined,
      key,
      time,
    });
  const post = ({ body, headers }: Sample) =>
    stage.post("/webhook", body, { ...headers });

  stage.step("The platform reports three messages DELIVERED, in one payload");
  const delivered = sample("DELIVERED");
  await post(delivered);
  const [first = "", second = "", third = ""] = delivered.messages;
  for (const message of delivered.messages) {
    await stage.expectState(message, { status: "DELIVERED", readTime: null });
  }
  stage.say(
    "No READ does not mean unread: users may switch read receipts off.",
  );

  stage.step("The user reads one of them");
  await post(sample("READ", [first]));
  await stage.expectState(first, { status: "READ", deliveredInferred: false });
  await stage.expectState(second, { status: "DELIVERED" });

  stage.step("A READ overtakes its DELIVERED, which then comes twice");
  const late = `${third}-overtaken`;
  await post(sample("READ", [late]));
  await stage.expectState(late, { status: "READ", deliveredInferred: true });
  const overtaken = sample("DELIVERED", [late], now() - 5 * SECOND);
  await post(overtaken);
  await post(overtaken);
  await stage.expectState(late, { status: "READ", deliveredInferred: false });

  stage.step("Two agents read the user's message while the platform stumbles");
  const userMessage = `${first.split("/messages/")[0]}/messages/from-the-user`;
  await stage.post(
    "/platform/failures",
    JSON.stringify({ status: 500, times: 2 }),
    { "Content-Type": "application/json" },
  );
  for (const reader of ["Ada", "a bot"]) {
    await stage.post(
      "/agent-reads",
      JSON.stringify({ message: userMessage, reader }),
    );
  }
  const expectPlatformRequests = (what: string) =>
    stage.expect(
      what,
      async () => {
        const asked = await stage.get<PlatformRequest[]>("/platform/requests");
        return asked?.map(({ method, path }) => `${method} ${path}`);
      },
      Array<string>(3).fill(`PATCH /v1/${userMessage}/receipt`),
    );
  await expectPlatformRequests(
    "updateReceipt was refused twice, then taken: the user sees the message as read",
  );
  await stage.expect(
    `${userMessage.split("/").at(-1)}: agent read SENT`,
    async () =>
      (
        await stage.get<{ agentRead: { status: string } | null }>(
          `/messages/${userMessage}`,
        )
      )?.agentRead?.status,
    "SENT",
  );

  stage.step("Somebody without the key tries to get in");
  await stage.expect(
    "refused",
    () => post(sample("READ", [second], now(), "a guess")),
    401,
  );
  await stage.expectState(second, { status: "DELIVERED" });

  stage.step("An authentic receipt that nobody can use");
  await post(sample("READ", ["conversations/../messages/x"]));
  await stage.expect(
    "kept in dead-letters, with the reason",
    async () =>
      (await stage.get<{ reason: string }[]>("/dead-letters"))?.at(-1)?.reason,
    "The receipt's message is not a usable name, such as conversations/C/messages/M.",
  );
  await expectPlatformRequests("and updateReceipt was never repeated");
}
