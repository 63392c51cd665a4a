import { Command } from "commander";
import { UserError } from "../shared/runtime/user-error.ts";
import { messageArgument } from "./message-argument.ts";
import { json, stackUrl } from "./options.ts";
import { request } from "./request.ts";

interface MarkReadOptions {
  readonly url: string;
  readonly agent?: string;
  readonly reader?: string;
  readonly messageTime?: string;
  readonly json?: true;
}

/** `receipts mark-read`: publishes that an agent read a user's message. */
export const markRead = new Command("mark-read")
  .description("Publishes that an agent read a user's message.")
  .addArgument(messageArgument())
  .option("--agent <name>", "the agent that the message was sent to")
  .option("--reader <id>", "who read it")
  .option(
    "--message-time <time>",
    "when the user sent the message, such as 2026-01-31T09:30:00Z",
  )
  .addOption(stackUrl())
  .addOption(json())
  .action(async (message: string, options: MarkReadOptions) => {
    const { url, agent, reader, messageTime } = options;
    const body = JSON.stringify({ message, agent, reader, messageTime });
    const answer = await request(`${url}/agent-reads`, {
      method: "POST",
      body,
    });
    if (answer.status !== 202) {
      throw new UserError(
        `The stack answered ${answer.status}. ${answer.text}`.trim(),
      );
    }
    console.log(
      options.json
        ? answer.text
        : `Published. See what came of it: npm run receipts -- show ${message} --url ${url}`,
    );
  });
