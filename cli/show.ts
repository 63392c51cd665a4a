import { Command } from "commander";
import type { MessageState } from "../shared/messages/message-state.ts";
import { UserError } from "../shared/runtime/user-error.ts";
import { describeState } from "./describe-state.ts";
import { messageArgument } from "./message-argument.ts";
import { json, stackUrl } from "./options.ts";
import { messagePath, request } from "./request.ts";

/** `receipts show`: a message's state. */
export const show = new Command("show")
  .description("Shows a message's state.")
  .addArgument(messageArgument())
  .addOption(stackUrl())
  .addOption(json())
  .action(async (message: string, options: { url: string; json?: true }) => {
    const url = `${options.url}/messages/${messagePath(message)}`;
    const { status, text } = await request(url);
    if (status === 404) throw new UserError(`Nothing is known of ${message}.`);
    if (status !== 200) {
      throw new UserError(`The stack answered ${status}. ${text}`.trim());
    }
    if (options.json) {
      console.log(text);
      return;
    }
    for (const line of describeState(JSON.parse(text) as MessageState)) {
      console.log(line);
    }
  });
