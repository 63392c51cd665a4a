import type { HttpFunction } from "@google-cloud/functions-framework";
import { AgentReadEvent } from "../../shared/events/agent-read-event.ts";
import type {
  ChannelPlatform,
  MarkReadResult,
} from "../../shared/channels/channel.ts";
import {
  exampleMessages,
  findMessage,
  type FoundMessage,
} from "../../shared/channels/channels.ts";
import { withDeadline } from "../../shared/runtime/deadline.ts";
import { UnusableEventError } from "../../shared/runtime/errors.ts";
import type { Log } from "../../shared/runtime/log.ts";
import {
  toAgentReadWrite,
  type MessageWrite,
} from "../../shared/messages/message-document.ts";
import type { Publisher } from "../../shared/pubsub/publisher.ts";
import { createPushFunction } from "../../shared/pubsub/push-function.ts";
import {
  now,
  parseTimestamp,
  type Micros,
} from "../../shared/runtime/timestamp.ts";
import type { PlatformCircuitBreakers } from "./platform-circuit-breakers.ts";

export const NAME = "sendReadReceipt";

/** Reserves each message for one event at a time, and for no event once its read receipt is sent. */
export interface Claims {
  /** Reserves the message for an event until the lease ends. The same event may claim it again. */
  claim(
    message: string,
    eventId: string,
    now: Micros,
    leaseMicros: Micros,
  ): Promise<Claim>;
  /**
   * Records the outcome in the claim and in the message's state, both in one step.
   * Throws if another event has acquired the claim since, unless the outcome is SENT.
   */
  complete(claim: AcquiredClaim, write: MessageWrite): Promise<void>;
}

/**
 * ACQUIRED: this event sends the read receipt.
 * SENT: it's already sent.
 * BUSY: another event has the claim, and its lease runs.
 */
export type Claim = AcquiredClaim | { outcome: "SENT" } | { outcome: "BUSY" };

export interface AcquiredClaim {
  readonly outcome: "ACQUIRED";
  readonly message: string;
  /** Shows the store whether the claim still belongs to this event. */
  readonly version: unknown;
}

export interface Dependencies {
  readonly claims: Claims;
  /** The platform API of each enabled channel, by the channel's name. */
  readonly platforms: ReadonlyMap<string, ChannelPlatform>;
  readonly circuitBreakers: PlatformCircuitBreakers;
  readonly publisher: Publisher;
  readonly deadLettersTopic: string;
  readonly firestoreTimeoutMs: number;
  /**
   * How long a claim blocks other events. It has to exceed the subscription's longest backoff plus one call, so that
   * Pub/Sub redelivers a failed event before another event acquires its claim.
   */
  readonly leaseMicros: Micros;
  readonly log: Log;
}

/** Creates the function that sends one read receipt per message to its platform, and stores the outcome. */
export function createSendReadReceipt(
  dependencies: Dependencies,
): HttpFunction {
  const { claims, circuitBreakers, firestoreTimeoutMs, leaseMicros, log } =
    dependencies;
  const withinTimeout = <T>(call: Promise<T>) =>
    withDeadline(call, firestoreTimeoutMs, "The store");

  return createPushFunction({
    ...dependencies,
    name: NAME,
    schema: AgentReadEvent,
    handle: async (event, { messageId, isReplay }) => {
      const found = findValidMessage(event.message);
      const channel = found.channel.name;
      const platform = getPlatform(dependencies.platforms, channel);
      const messageName = found.channel.redactedName(found);
      const fields = { function: NAME, messageId, channel, messageName };

      // Before the claim, so that an event that waits for the platform blocks no other event.
      using permit = await circuitBreakers.acquire(channel);

      const claim = await withinTimeout(
        claims.claim(event.message, messageId, now(), leaseMicros),
      );
      if (claim.outcome === "BUSY" && isReplay) {
        // The claim may belong to the dead letter's own event, whose deliveries have ended. Acknowledging the replay
        // would leave nobody to send the read receipt.
        throw new Error(
          "Another event has claimed the message that is replayed.",
        );
      }
      if (claim.outcome !== "ACQUIRED") {
        log(
          "INFO",
          "Skipped: another event has claimed or completed this message",
          { ...fields, alreadySent: claim.outcome === "SENT" },
        );
        return;
      }

      const result = await permit.call(() =>
        platform.markRead(found, event.agent),
      );
      const write = toWrite(found, event, result);
      await withinTimeout(claims.complete(claim, write));

      if (result.outcome === "REJECTED") {
        throw new UnusableEventError(result.reason, {
          severity: "ERROR",
          channel,
          agent: event.agent,
        });
      }
      log("INFO", "Read receipt sent", fields);
    },
  });
}

function findValidMessage(message: string): FoundMessage {
  const found = findMessage(message);
  if (found) return found;
  throw new UnusableEventError(
    `Invalid message name. Expected a name like ${exampleMessages()}.`,
  );
}

function getPlatform(
  platforms: Dependencies["platforms"],
  channel: string,
): ChannelPlatform {
  const platform = platforms.get(channel);
  if (platform) return platform;
  throw new UnusableEventError(`The channel ${channel} isn't enabled.`);
}

function toWrite(
  { message, conversation, channel }: FoundMessage,
  { agent, reader, ...event }: AgentReadEvent,
  result: MarkReadResult,
): MessageWrite {
  const readTime = parseTimestamp(event.readTime ?? "");
  return toAgentReadWrite(
    { message, conversation, channel: channel.name, agent },
    {
      ...(result.outcome === "SENT"
        ? { status: "SENT" }
        : {
            status: "FAILED",
            httpStatus: result.httpStatus,
            reason: result.reason,
          }),
      time: now(),
      ...(reader !== undefined && { reader }),
      ...(readTime !== undefined && { readTime }),
    },
  );
}
