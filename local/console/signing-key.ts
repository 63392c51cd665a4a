import * as z from "zod";
import type { Channel } from "../../shared/channels/channel.ts";
import type { Environment } from "../../shared/runtime/configuration.ts";
import { parseJson } from "../../shared/runtime/json.ts";

const KeyLists = z.object({ default: z.array(z.string()).min(1) });
const MARK = "key";

/** The key that every agent's requests may be signed with, if the channel's variables have one. */
export function signingKey(
  { simulator }: Channel,
  environment: Environment,
): string | undefined {
  const variables = simulator.webhookVariables(MARK);
  for (const [name, example] of Object.entries(variables)) {
    const text = environment[name] ?? "";
    if (example === MARK) return text;
    const lists = KeyLists.safeParse(parseJson(text));
    if (lists.success) return lists.data.default[0];
  }
  return undefined;
}
