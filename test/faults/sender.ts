import { headersFor, type ServedChannel } from "../support/channels.ts";
import { FAULTS_KEY } from "../support/secrets.ts";
import { createAgentQueue, type AgentQueue } from "./agent-queue.ts";

const RESPONSE_TIMEOUT_MS = 5000;

/** Posts to the webhook as the platforms do. */
export interface Sender {
  /** Sends again, at its queue's pace, until the answer is 200. Resolves to false if it was stopped before. */
  sendUntilTaken(
    of: ServedChannel,
    agent: string,
    body: string,
  ): Promise<boolean>;
  /** Sends once, signed with another key; the status, or undefined if there was no answer. */
  forge(of: ServedChannel, body: string): Promise<number | undefined>;
  /** How often each status was answered; "none" where no answer came. */
  readonly responses: ReadonlyMap<string, number>;
  /** Gives up on what is not taken yet. */
  stop(): void;
}

export function createSender(url: string): Sender {
  const responses = new Map<string, number>();
  const queues = new Map<string, AgentQueue>();

  const post = async (
    of: ServedChannel,
    body: string,
    key: string,
  ): Promise<number | undefined> => {
    let status: number | undefined;
    try {
      const response = await fetch(`${url}/webhook/${of.channel.name}`, {
        method: "POST",
        body,
        headers: headersFor(of, body, key),
        signal: AbortSignal.timeout(RESPONSE_TIMEOUT_MS),
      });
      await response.arrayBuffer();
      ({ status } = response);
    } catch {
      // the function is down, or too slow
    }
    const counted = String(status ?? "none");
    responses.set(counted, (responses.get(counted) ?? 0) + 1);
    return status;
  };

  return {
    responses,
    sendUntilTaken(of, agent, body) {
      const name = `${of.channel.name} ${of.rules.queueOf(agent)}`;
      const queue = queues.get(name) ?? createAgentQueue();
      queues.set(name, queue);
      return queue.repeat(
        async () => (await post(of, body, FAULTS_KEY)) === 200,
      );
    },
    forge: (of, body) => post(of, body, "a key that the webhook does not know"),
    stop() {
      for (const queue of queues.values()) queue.stop();
    },
  };
}
