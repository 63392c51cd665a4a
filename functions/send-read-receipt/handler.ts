import type { HttpFunction } from "@google-cloud/functions-framework";
import { AgentReadEvent } from "../../shared/events/agent-read-event.ts";
import type { ChannelPlatform } from "../../shared/channels/channel.ts";
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
  type AgentRead,
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

/** Who may tell the platform about a message: one event at a time, and nobody once it was told. */
export interface Claims {
  /** Takes the message for an event; the same event may take it again and again. */
  claim(
    message: string,
    eventId: string,
    now: Micros,
    leaseMicros: Micros,
  ): Promise<Claim>;
  /** Writes down, in one step, what became of a claim and the message's state. Throws if another event holds it. */
  complete(claim: AcquiredClaim, write: MessageWrite): Promise<void>;
}

/** HELD: go on. SENT: the platform knows already. BUSY: another event is about to tell it. */
export type Claim = AcquiredClaim | { outcome: "SENT" } | { outcome: "BUSY" };

export interface AcquiredClaim {
  readonly outcome: "HELD";
  readonly message: string;
  /** What the store needs to see that the claim is still held. */
  readonly version: unknown;
}

export interface Dependencies {
  readonly claims: Claims;
  /** The half of each channel that calls the platform, by the channel's name. */
  readonly platforms: ReadonlyMap<string, ChannelPlatform>;
  readonly circuitBreakers: PlatformCircuitBreakers;
  readonly publisher: Publisher;
  readonly deadLettersTopic: string;
  readonly firestoreTimeoutMs: number;
  /**
   * How long an event that took a message may stay unsettled before another may take over: longer than
   * the subscription's longest pause between two deliveries and a call together.
   */
  readonly leaseMicros: Micros;
  readonly log: Log;
}

/** Tells the platform, once a message, that an agent read it, and writes down what came of it. */
export function createSendReadReceipt(
  dependencies: Dependencies,
): HttpFunction {
  const {
    claims,
    platforms,
    circuitBreakers,
    firestoreTimeoutMs,
    leaseMicros,
    log,
  } = dependencies;
  const stored = <T>(work: Promise<T>) =>
    withDeadline(work, firestoreTimeoutMs, "The store");

  return createPushFunction({
    ...dependencies,
    name: NAME,
    schema: AgentReadEvent,
    handle: async (event, { messageId, isReplay }) => {
      const found = findMessage(event.message);
      if (!found) {
        throw new UnusableEventError(
          `The event's message is not a usable name, such as ${exampleMessages()}.`,
        );
      }
      const platform = platforms.get(found.channel.name);
      if (!platform) {
        throw new UnusableEventError(
          `The event's message is of the channel ${found.channel.name}, which is not used here.`,
        );
      }
      const fields = {
        function: NAME,
        messageId,
        channel: found.channel.name,
        messageName: found.channel.redactedName(found),
      };
      // Before the claim: an event that waits for the platform holds nothing.
      using admission = await circuitBreakers.acquire(found.channel.name);
      const claim = await stored(
        claims.claim(event.message, messageId, now(), leaseMicros),
      );
      if (claim.outcome === "BUSY" && isReplay) {
        // The holder may be the very event that Pub/Sub gave up on: nobody else would tell the platform.
        throw new Error("A message is held by another event than its replay.");
      }
      if (claim.outcome !== "HELD") {
        const alreadySent = claim.outcome === "SENT";
        log(
          "INFO",
          "Skipped: another event has claimed or completed this message",
          { ...fields, alreadySent },
        );
        return;
      }
      const result = await admission.call(() =>
        platform.markRead(found, event.agent),
      );
      const settled =
        result.outcome === "SENT"
          ? ({ status: "SENT" } as const)
          : ({
              status: "FAILED",
              httpStatus: result.httpStatus,
              reason: result.reason,
            } as const);
      await stored(claims.complete(claim, toWrite(found, event, settled)));
      if (result.outcome === "REJECTED") {
        throw new UnusableEventError(result.reason, {
          severity: "ERROR",
          channel: found.channel.name,
          agent: event.agent,
        });
      }
      log("INFO", "Read receipt sent", fields);
    },
  });
}

function toWrite(
  { message, conversation, channel }: FoundMessage,
  event: AgentReadEvent,
  settled: Pick<AgentRead, "status" | "httpStatus" | "reason">,
): MessageWrite {
  const { agent, reader } = event;
  const readTime = parseTimestamp(event.readTime ?? "");
  return toAgentReadWrite(
    { message, conversation, channel: channel.name, agent },
    {
      ...settled,
      time: now(),
      ...(reader !== undefined && { reader }),
      ...(readTime !== undefined && { readTime }),
    },
  );
}
