/** An outside call that took longer than it may. What it was asked for may still happen. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

/** Rejects with a DeadlineError when the work is not settled in time; the work itself is left to end by itself. */
export async function withDeadline<T>(
  work: Promise<T>,
  timeoutMs: number,
  what: string,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(new DeadlineError(`${what} took longer than ${timeoutMs} ms.`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
