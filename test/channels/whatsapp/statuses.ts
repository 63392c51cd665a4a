/** A status as Meta writes it, of one message to one user. */
export function status(
  id: string,
  word: string,
  recipient = "15551234567",
  seconds = 1_700_000_000,
): object {
  return {
    id,
    status: word,
    timestamp: String(seconds),
    recipient_id: recipient,
  };
}
