import { Argument, InvalidArgumentError } from "commander";
import { exampleMessages, findMessage } from "../shared/channels/channels.ts";

/** `MESSAGE`: a message's full name. */
export const messageArgument = () =>
  new Argument("<message>", "the message's name").argParser(parseMessage);

/** Accepts the name of a message of any channel. */
export function parseMessage(text: string): string {
  if (findMessage(text)) return text;
  throw new InvalidArgumentError(
    `It is not a message's name, such as ${exampleMessages()}.`,
  );
}
