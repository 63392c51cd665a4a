import type { MessageState } from "../../../shared/messages/message-state.ts";
import { byId, write } from "./element.ts";

const TYPING_MS = 400;
const AGAIN_MS = 10_000;
const FULL_NAME = /^[^/]+\/.+\/messages\/[^/]+$/; // the server knows exactly

/** Looks a message up that the filter names in full and that is not among the rows, for as long as it stands there. */
export function createLookup(
  isKnown: (message: string) => boolean,
  onFound: () => void,
) {
  const filter = byId<HTMLInputElement>("filter");
  const result = byId("lookup");
  let timer: number | undefined;
  let newest: MessageState | undefined;
  const isWanted = (message: string) =>
    filter.value.trim() === message && !isKnown(message);

  async function look(message: string): Promise<void> {
    const path = message.split("/").map(encodeURIComponent).join("/");
    try {
      const response = await fetch(`/messages/${path}`);
      const answer = (await response.json()) as MessageState | Failure;
      if (!isWanted(message)) return;
      const isFound = !("error" in answer);
      newest = isFound ? answer : undefined;
      write(result, isFound ? "Looked up every 10 seconds." : answer.error);
      onFound();
    } catch {
      if (!isWanted(message)) return;
      write(result, "It could not be looked up; trying again …");
    }
    plan(message, AGAIN_MS);
  }

  function plan(message: string, pauseMs: number): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (!isWanted(message)) write(result, "");
      else if (document.hidden) plan(message, AGAIN_MS);
      else void look(message);
    }, pauseMs);
  }

  filter.addEventListener("input", () => {
    const name = filter.value.trim();
    write(result, "");
    window.clearTimeout(timer);
    if (FULL_NAME.test(name) && !isKnown(name)) plan(name, TYPING_MS);
  });

  return {
    /** What was found, while it is wanted. */
    found: (): MessageState[] =>
      newest && isWanted(newest.message) ? [newest] : [],
  };
}

interface Failure {
  readonly error: string;
}
