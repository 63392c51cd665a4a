import * as z from "zod";

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

/**
 * Of a platform's payload, where it is not needed to place a receipt and so must not make it fail: a value of another
 * type, or one that is not such text, counts as absent.
 */
export const TextOrUndefined = Text.optional().catch(undefined);
