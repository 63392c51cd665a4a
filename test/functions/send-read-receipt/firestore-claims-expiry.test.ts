import { randomUUID } from "node:crypto";
import type { Timestamp } from "@google-cloud/firestore";
import { afterAll, expect, it } from "@jest/globals";
import { createFirestoreClaims } from "../../../functions/send-read-receipt/firestore-claims.ts";
import { openFirestore } from "../../../shared/firestore/firestore.ts";
import { toAgentReadWrite } from "../../../shared/messages/message-document.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";
import { describeOnEmulators } from "../../support/emulators.ts";

const NOW = 1_767_225_600_000_000; // 2026-01-01
const RETENTION = 90 * MICROS_PER_DAY;

describeOnEmulators("a claim in Firestore", () => {
  const firestore = openFirestore("receipts", "receipts-test");
  afterAll(() => firestore.terminate());

  it("expires as its message's document does: after the retention, counted anew when it is settled", async () => {
    const conversation = `conversations/${randomUUID()}`;
    const message = `${conversation}/messages/m`;
    const claims = createFirestoreClaims(firestore, RETENTION);
    const expiryOf = async (path: string) => {
      const expireAt = (await firestore.doc(path).get()).get(
        "expireAt",
      ) as Timestamp;
      return expireAt.toMillis() * 1000;
    };

    const claim = await claims.claim(message, "event", NOW, 1_000_000);
    if (claim.outcome !== "ACQUIRED") throw new Error(claim.outcome);
    expect(await expiryOf(`${message}/claims/agent-read`)).toBe(
      NOW + RETENTION,
    );

    const later = NOW + MICROS_PER_DAY;
    const place = { message, channel: "c", conversation };
    await claims.complete(
      claim,
      toAgentReadWrite(place, { status: "SENT", time: later }),
    );
    for (const path of [message, `${message}/claims/agent-read`]) {
      expect(await expiryOf(path)).toBe(later + RETENTION);
    }
  });
});
