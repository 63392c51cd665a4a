import { z } from "zod";

/** Text that Firestore takes into a field: well-formed Unicode, at most 1,024 characters. */
export const Text = z
  .string()
  .max(1024)
  .refine((text) => text.isWellFormed(), {
    error: "is not well-formed Unicode",
  });

/** The same, where null counts as left out: many programs write null for what they don't have. */
export const OptionalText = Text.nullish().transform(
  (text) => text ?? undefined,
);
