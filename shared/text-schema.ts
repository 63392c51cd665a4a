import { z } from "zod";

/** Text that fits into a Firestore field and a Pub/Sub attribute: well-formed Unicode, at most 256 characters. */
export const ShortText = z
  .string()
  .max(256)
  .refine((text) => text.isWellFormed(), {
    error: "is not well-formed Unicode",
  });
