import { UserError } from "../shared/runtime/user-error.ts";

const TIMEOUT_MS = 30_000;

/** Sends a request and returns the answer's status and text; says in a sentence when there is no answer. */
export async function request(
  url: string,
  init: RequestInit = {},
): Promise<{ status: number; text: string }> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(url, { ...init, signal });
    return { status: response.status, text: await response.text() };
  } catch {
    const { origin } = new URL(url);
    throw new UserError(
      `Nothing answers at ${origin}. Start the local stack with npm start, or name another address with --url.`,
    );
  }
}

/** The path of a message's name below a URL. */
export function messagePath(message: string): string {
  return message.split("/").map(encodeURIComponent).join("/");
}
