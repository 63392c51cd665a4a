import * as z from "zod";
import { parseJson } from "../shared/runtime/json.ts";
import { UserError } from "../shared/runtime/user-error.ts";
import type { DeletionTarget } from "./delete-target.ts";
import { messagePath, request } from "./request.ts";

const Counts = z.object({ messages: z.int(), claims: z.int() });

/** The local stack, over HTTP. */
export function openStack(url: string): DeletionTarget {
  const ask = async (method: string, conversation: string) => {
    const path = `/messages/${messagePath(conversation)}`;
    const { status, text } = await request(url + path, { method });
    const counts = Counts.safeParse(parseJson(text));
    if (status === 200 && counts.success) return counts.data;
    throw new UserError(`The stack answered ${status}. ${text}`.trim());
  };
  return {
    description: `the local stack at ${url}`,
    count: (conversation) => ask("GET", conversation),
    delete: (conversation) => ask("DELETE", conversation),
    retainedCopies: () => [
      {
        what: "The stack's lists of user events, dead letters and calls of the platform",
        how: "They go when the stack ends.",
      },
      {
        what: "The stack's log",
        how: "It holds messages' names, wherever it was written to.",
      },
    ],
    close: () => Promise.resolve(),
  };
}
