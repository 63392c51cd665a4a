import { SHARDS } from "../../shared/messages/shard.ts";
import { ASSUMED, DOCUMENTED, type Measured } from "./limits.ts";

/** What a steady rate of receipts, one a payload, needs of each part. */
export function needsOf(rate: number, measured: Measured) {
  const { webhookCpuMs, storeCpuMs, messageBytes } = measured;
  return {
    webhookInstances: instancesFor(rate, webhookCpuMs),
    storeInstances: instancesFor(rate, storeCpuMs),
    webhooksUnderWay: Math.ceil(rate * ASSUMED.publishSeconds),
    pushesUnderWay: Math.ceil(rate * ASSUMED.pushSeconds),
    megabytes: (rate * messageBytes) / 1e6,
    rampMinutes: rampMinutes(rate),
    writesAShard: rate / SHARDS.length,
    shards: Math.ceil(rate / DOCUMENTED.sequentialIndex),
  };
}

/** Instances of one vCPU, as busy as Cloud Run keeps them. */
export function instancesFor(rate: number, cpuMs: number): number {
  const busyCores = (rate * cpuMs) / 1000 / ASSUMED.vcpuIsAsFast;
  return Math.ceil(busyCores / DOCUMENTED.cpuUse);
}

/** Writes a second by the rule 500/50/5, so many seconds after the first. */
export function byTheRule(seconds: number): number {
  const { start, factor, stepSeconds } = DOCUMENTED.firestore;
  return start * factor ** Math.floor(seconds / stepSeconds);
}

/** How long the way from 500 writes a second to a rate takes. */
export function rampMinutes(rate: number): number {
  const { start, factor, stepSeconds } = DOCUMENTED.firestore;
  const steps = Math.log(rate / start) / Math.log(factor);
  return (Math.max(0, Math.ceil(steps)) * stepSeconds) / 60;
}
