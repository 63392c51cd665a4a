import { Argument, InvalidArgumentError } from "commander";
import {
  exampleMessages,
  isConversation,
} from "../shared/channels/channels.ts";

/** `CONVERSATION`: a conversation's full name. */
export const conversationArgument = () =>
  new Argument("<conversation>", "the conversation's name").argParser(
    parseConversation,
  );

/** Accepts the name of a conversation of any channel: never a path of anything else. */
function parseConversation(text: string): string {
  if (isConversation(text)) return text;
  throw new InvalidArgumentError(
    `It is not a conversation's name, such as ${exampleMessages().replaceAll("/messages/M", "")}.`,
  );
}
