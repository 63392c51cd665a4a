import { globSync, readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { channels } from "../../../shared/channels/channels.ts";

const FILES = globSync("{functions,shared,cli,local}/**/*.ts").filter(
  (file) =>
    file !== "shared/channels/channels.ts" &&
    !/^(shared\/(channels|google-messaging)|local\/demo)\//.test(file),
);

/** The words that give a channel away: its name, however it is written, its variables, its paths and its platform. */
const WORDS = channels.flatMap(({ name, exampleMessage, simulator }) => [
  name.replaceAll("-", "[-_ ]?"),
  ...exampleMessage
    .split("/")
    .filter((segment) => /^[a-z]+$/.test(segment) && segment !== "messages")
    .map((segment) => `${segment}/`),
  ...Object.keys({
    ...simulator.webhookVariables("key"),
    ...simulator.platformVariables("http://localhost"),
  }),
]);
const NAMED = new RegExp(`(?<![\\w-])(${WORDS.join("|")})|x-goog-`, "i");

/** The name within another one, such as `createRcs`. */
const WITHIN = channels.map(({ name }) =>
  name.replace(/(^|-)[a-z]/g, (begin) => begin.slice(-1).toUpperCase()),
);

/** The lines of a text that name a channel. */
function linesNaming(text: string): string[] {
  return text
    .split("\n")
    .filter(
      (line) => NAMED.test(line) || WITHIN.some((name) => line.includes(name)),
    );
}

it.each([
  'if (channel.name === "business-messages") return;',
  'import { businessMessages } from "./channel.ts";',
  "const { BUSINESS_MESSAGES_WEBHOOK_KEYS } = process.env;",
  "const url = env.BUSINESS_MESSAGES_API_URL;",
  "return `conversations/${id}/messages/m`;",
  'case "rcs":',
  "import { rcs } from",
  "RCS_WEBHOOK_KEYS",
  "function createRcsPlatform() {}",
  "RCS for Business",
  "`agents/${agent}/phones/${phone}`",
  "/** Such as agents/A/phones/P. */",
  'headers["x-goog-signature"]',
])("knows a line that names a channel: %s", (line) => {
  expect(linesNaming(line)).toEqual([line]);
});

it.each([
  'import { createFirestoreConversations } from "./firestore-conversations.ts";',
  "await firestore.collection(`${conversation}/messages`)",
  "const sources = arcs;",
])("leaves alone a line that names none: %s", (line) => {
  expect(linesNaming(line)).toEqual([]);
});

it("looks at the functions, the command and the local stack", () => {
  for (const folder of ["functions/", "shared/", "cli/", "local/"]) {
    const found = FILES.filter((file) => file.startsWith(folder));
    expect(found.length).toBeGreaterThan(5);
  }
});

it.each(FILES)("%s names no channel", (file) => {
  expect(linesNaming(readFileSync(file, "utf8"))).toEqual([]);
});
