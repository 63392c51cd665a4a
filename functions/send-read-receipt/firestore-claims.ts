import { Timestamp, type Firestore } from "@google-cloud/firestore";
import * as z from "zod";
import { toRedactedStoreError } from "../../shared/firestore/store-error.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";
import { expiry, toDocument } from "./firestore-document.ts";
import type { Claims } from "./handler.ts";

const ALREADY_EXISTS = 6;

const ClaimDocument = z.object({
  status: z.enum(["CLAIMED", "SENT", "FAILED"]),
  eventId: z.string(),
  leaseUntil: z.number(),
});

/** Keeps each message's claim in a document below the message's own: `claims/agent-read`. */
export function createFirestoreClaims(
  firestore: Firestore,
  retentionMicros: Micros,
): Claims {
  const claimRef = (message: string) =>
    firestore.doc(`${message}/claims/agent-read`);

  const claims: Claims = {
    async claim(message, eventId, now, leaseMicros) {
      const reference = claimRef(message);
      const claimed = {
        status: "CLAIMED",
        eventId,
        leaseUntil: now + leaseMicros,
        expireAt: expiry(now, retentionMicros),
      };
      const held = (version: Timestamp) =>
        ({ outcome: "ACQUIRED", message, version }) as const;
      try {
        return held((await reference.create(claimed)).writeTime);
      } catch (error) {
        if ((error as { code?: number }).code !== ALREADY_EXISTS) throw error;
      }
      const snapshot = await reference.get();
      const found = ClaimDocument.safeParse(snapshot.data());
      if (found.data?.status === "SENT") return { outcome: "SENT" };
      const isBusy =
        found.data?.status === "CLAIMED" &&
        found.data.eventId !== eventId &&
        found.data.leaseUntil > now;
      if (isBusy) return { outcome: "BUSY" };
      // Fails if another event was quicker; then this one comes again and finds that claim.
      const { updateTime: lastUpdateTime } = snapshot;
      const precondition = lastUpdateTime ? { lastUpdateTime } : {};
      return held((await reference.update(claimed, precondition)).writeTime);
    },

    async complete({ message, version }, write) {
      const lastUpdateTime = version as Timestamp;
      const status = write.agentRead?.status;
      const isFinal = status === "SENT"; // true whoever holds the claim now
      const document = toDocument(write, retentionMicros);
      const mergeFields = Object.keys(document);
      await firestore
        .batch()
        .update(
          claimRef(message),
          { status, expireAt: document.expireAt },
          isFinal ? {} : { lastUpdateTime },
        )
        .set(firestore.doc(message), document, { mergeFields })
        .commit();
    },
  };
  const hiding = <T>(work: Promise<T>, message: string) =>
    work.catch((error: unknown) => {
      throw toRedactedStoreError(error, message);
    });
  return {
    claim: (message, ...rest) =>
      hiding(claims.claim(message, ...rest), message),
    complete: (claim, write) =>
      hiding(claims.complete(claim, write), claim.message),
  };
}
