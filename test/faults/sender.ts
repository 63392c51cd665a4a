import { createHmac } from "node:crypto";
import { FAULTS_KEY } from "../support/secrets.ts";
import { createAgentQueue, type AgentQueue } from "./agent-queue.ts";

const ANSWER_TIMEOUT_MS = 5000;

/** Posts to the webhook as the platform does. */
export interface Sender {
  /** Sends again, at its agent's pace, until the answer is 200. Resolves to false if it was stopped before. */
  sendUntilTaken(agent: string, body: string): Promise<boolean>;
  /** Sends once, signed with another key; the status, or undefined if there was no answer. */
  forge(body: string): Promise<number | undefined>;
  /** How often each status was answered; "none" where no answer came. */
  readonly answers: ReadonlyMap<string, number>;
  /** Gives up on what is not taken yet. */
  stop(): void;
}

export function createSender(url: string): Sender {
  const answers = new Map<string, number>();
  const queues = new Map<string, AgentQueue>();

  const post = async (
    body: string,
    key: string,
  ): Promise<number | undefined> => {
    let status: number | undefined;
    try {
      const response = await fetch(url, {
        method: "POST",
        body,
        headers: {
          "Content-Type": "application/json",
          "X-Goog-Signature": sign(body, key),
        },
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      await response.arrayBuffer();
      ({ status } = response);
    } catch {
      // the function is down, or too slow
    }
    const answer = String(status ?? "none");
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    return status;
  };

  return {
    answers,
    sendUntilTaken(agent, body) {
      const queue = queues.get(agent) ?? createAgentQueue();
      queues.set(agent, queue);
      return queue.repeat(async () => (await post(body, FAULTS_KEY)) === 200);
    },
    forge: (body) => post(body, "a key that the webhook does not know"),
    stop() {
      for (const queue of queues.values()) queue.stop();
    },
  };
}

/** By the platform's rule, written down once more: it must not be the code's own. */
function sign(body: string, key: string): string {
  return createHmac("sha512", key).update(body).digest("base64");
}
