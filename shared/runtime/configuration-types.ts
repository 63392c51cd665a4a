import * as z from "zod";

/** The full name of a Pub/Sub topic: `projects/P/topics/T`. */
export const TopicName = z
  .string()
  .regex(
    /^projects\/[^/]+\/topics\/[^/]{3,255}$/,
    "is not a topic's full name, such as projects/my-project/topics/receipts",
  );

/** A whole number from `least` to `most`, in digits. */
export function integerInRange(min: number, max: number, unit: string) {
  const message = `is not a whole number of ${unit} from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** The variables of whoever writes or reads messages' documents. */
export const StoreVariables = z.object({
  FIRESTORE_DATABASE: z.string().default("receipts"),
  /** How long a message's state is kept after it was last touched. */
  RETENTION_DAYS: integerInRange(1, 3650, "days").default(90),
  FIRESTORE_TIMEOUT_MS: integerInRange(100, 60_000, "milliseconds").default(
    10_000,
  ),
});
