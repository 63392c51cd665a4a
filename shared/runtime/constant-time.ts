import { timingSafeEqual } from "node:crypto";

/** Compares two secrets; only whether their lengths differ may show in the time. */
export function equalInConstantTime(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
