import type {
  Channel,
  Sample,
  SampleOptions,
} from "../../shared/channels/channel.ts";
import { businessMessages } from "../../shared/channels/business-messages/channel.ts";
import { rcs } from "../../shared/channels/rcs/channel.ts";
import type { MessageState } from "../../shared/messages/message-state.ts";
import { now } from "../../shared/runtime/timestamp.ts";
import { LOCAL_KEY } from "../default-keys.ts";
import type { PlatformRequest } from "../platform/simulator.ts";
import type { Runner } from "./runner.ts";

const SECOND = 1_000_000;

/** The life of one conversation on Business Messages, from the first receipt to the last resort, and one on RCS. */
export async function runScenario(stage: Runner): Promise<void> {
  await playBusinessMessages(stage);
  await playRcs(stage);
}

/** What a platform posts, and the names of the messages that it is about. */
function sample(channel: Channel, options: Partial<SampleOptions>): Sample {
  const [first] = channel.simulator.createSamples({
    messages: undefined,
    count: 1,
    receiptType: "READ",
    agent: undefined,
    key: LOCAL_KEY,
    time: now(),
    ...options,
  });
  if (!first) throw new RangeError("No message makes no sample.");
  return first;
}

async function playBusinessMessages(stage: Runner): Promise<void> {
  const of = (options: Partial<SampleOptions>) =>
    sample(businessMessages, options);
  const post = ({ body, headers }: Sample) =>
    stage.post(`/webhook/${businessMessages.name}`, body, { ...headers });

  stage.step("The platform reports three messages DELIVERED, in one payload");
  const delivered = of({ receiptType: "DELIVERED", count: 3 });
  await post(delivered);
  const [first = "", second = "", third = ""] = delivered.messages;
  for (const message of delivered.messages) {
    await stage.expectState(message, { status: "DELIVERED", readTime: null });
  }
  stage.say(
    "No READ does not mean unread: users may switch read receipts off.",
  );

  stage.step("The user reads one of them");
  await post(of({ messages: [first] }));
  await stage.expectState(first, { status: "READ", deliveredInferred: false });
  await stage.expectState(second, { status: "DELIVERED" });

  stage.step("A READ overtakes its DELIVERED, which then comes twice");
  const late = `${third}-overtaken`;
  await post(of({ messages: [late] }));
  await stage.expectState(late, { status: "READ", deliveredInferred: true });
  const overtaken = of({
    receiptType: "DELIVERED",
    messages: [late],
    time: now() - 5 * SECOND,
  });
  await post(overtaken);
  await post(overtaken);
  await stage.expectState(late, { status: "READ", deliveredInferred: false });

  stage.step("Two agents read the user's message while the platform stumbles");
  const userMessage = `${first.split("/messages/")[0]}/messages/from-the-user`;
  await stage.post(
    "/platform/failures",
    JSON.stringify({ status: 500, count: 2 }),
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
  await expectTold(stage, userMessage);

  stage.step("Somebody without the key tries to get in");
  await stage.expect(
    "refused",
    () => post(of({ messages: [second], key: "a guess" })),
    401,
  );
  await stage.expectState(second, { status: "DELIVERED" });

  stage.step("An authentic receipt that nobody can use");
  await post(of({ messages: ["conversations/../messages/x"] }));
  await stage.expect(
    "kept in dead-letters, with the reason",
    async () =>
      (await stage.get<{ reason: string }[]>("/dead-letters"))?.at(-1)?.reason,
    "Invalid message name. Expected a name like conversations/C/messages/M.",
  );
  await expectPlatformRequests("and updateReceipt was never repeated");
}

async function playRcs(stage: Runner): Promise<void> {
  const of = (options: Partial<SampleOptions>) => sample(rcs, options);
  const post = ({ body, headers }: Sample) =>
    stage.post("/webhook/rcs", body, { ...headers });

  stage.step("RCS for Business: a message expires, but the user had read it");
  const expired = of({ receiptType: "EXPIRED" });
  await post(expired);
  const [message = ""] = expired.messages;
  await stage.expectState(message, { status: "EXPIRED" });
  await post(of({ messages: [message], time: now() - SECOND }));
  await stage.expectState(message, { status: "READ" });

  stage.step("RCS for Business: an agent reads the user's message");
  const userMessage = `${message.split("/messages/")[0]}/messages/from-the-user`;
  await stage.post("/agent-reads", JSON.stringify({ message: userMessage }));
  await expectTold(stage, userMessage);
}

function expectTold(stage: Runner, message: string): Promise<void> {
  const look = async () => {
    const state = await stage.get<MessageState>(`/messages/${message}`);
    return state?.agentRead?.status;
  };
  const id = message.split("/").at(-1);
  return stage.expect(`${id}: agent read SENT`, look, "SENT");
}
