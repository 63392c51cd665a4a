import * as z from "zod";
import { parseTimestamp } from "../runtime/timestamp.ts";

/** An RFC 3339 timestamp, left as text. */
export const Timestamp = z
  .string()
  .refine((text) => parseTimestamp(text) !== undefined, {
    error: "is not an RFC 3339 timestamp, such as 2026-01-31T09:30:00.123456Z",
  })
  .meta({ format: "date-time" });
