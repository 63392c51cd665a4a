import { createHash } from "node:crypto";

/** A way in which what is stored grows. */
export interface Case {
  readonly title: string;
  readonly receipts: number;
  /** The message of each receipt, by its number. */
  readonly messageOf: (at: number) => string;
}

/** @param isQuick a hundredth of it all */
export function createCases(isQuick: boolean): readonly Case[] {
  const scale = isQuick ? 0.01 : 1;
  const [conversations, messages, repeated] = [10_000, 100_000, 10_000].map(
    (count) => Math.round(count * scale),
  ) as [number, number, number];
  const many = conversations * 10;
  const count = (number: number) => number.toLocaleString("en-US");
  return [
    {
      title: `${count(conversations)} conversations of 10 messages`,
      receipts: many,
      messageOf: (at) =>
        name(`conversation ${at % conversations}`, `message ${at}`),
    },
    {
      title: `one conversation with ${count(messages)} messages`,
      receipts: messages,
      messageOf: (at) => name("the conversation", `its message ${at}`),
    },
    {
      title: `one message with ${count(repeated)} repeated receipts`,
      receipts: repeated,
      messageOf: () => name("a conversation", "the message"),
    },
  ];
}

/** As spread out as the platform's own ids. */
function name(conversation: string, message: string): string {
  const id = (text: string) =>
    createHash("sha256").update(text).digest("hex").slice(0, 32);
  return `conversations/${id(conversation)}/messages/${id(message)}`;
}
