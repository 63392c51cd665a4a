import * as z from "zod";
import { integerInRange } from "../../runtime/configuration-types.ts";
import { parseJson } from "../../runtime/json.ts";
import { ServiceAccountKey } from "./credentials.ts";

export const ApiUrl = z.url({
  protocol: /^https?$/,
  error: "is not an http(s) URL",
});

/** A service account to impersonate. */
export const ServiceAccountEmail = z
  .email("is not a service account's e-mail address")
  .optional();

/** A service account's key, as JSON. */
export const ServiceAccountKeyText = z
  .string()
  .transform((text, context) => {
    const key = ServiceAccountKey.safeParse(parseJson(text));
    if (key.success) return key.data;
    context.addIssue("is not a service account key in JSON");
    return z.NEVER;
  })
  .optional();

export const CallTimeout = integerInRange(100, 10_000, "milliseconds").default(
  5000,
);

/** The issue of two variables of which one may be set. */
export function chooseOne(path: string, other: string) {
  return { path: [path], error: `is set together with ${other}: choose one` };
}
