import * as z from "zod";

/** The full name of a Pub/Sub topic: `projects/P/topics/T`. */
export const TopicName = z
  .string()
  .regex(
    /^projects\/[^/]+\/topics\/[^/]{3,255}$/,
    "is not a topic's full name, such as projects/my-project/topics/receipts",
  );

/** A whole number from `least` to `most`, in digits. */
export function wholeNumber(least: number, most: number, unit: string) {
  const message = `is not a whole number of ${unit} from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

/** The variables of whoever writes or reads messages' documents. */
export const StoreVariables = z.object({
  FIRESTORE_DATABASE: z.string().default("receipts"),
  /** How long a message's state is kept after it was last touched. */
  RETENTION_DAYS: wholeNumber(1, 3650, "days").default(90),
  STORE_DEADLINE_MS: wholeNumber(100, 60_000, "milliseconds").default(10_000),
});
