import { Command, Option } from "commander";
import { confirm } from "./confirm.ts";
import { conversationArgument } from "./conversation-argument.ts";
import { UserError } from "../shared/runtime/user-error.ts";
import { describeCounts, type DeletionTarget } from "./delete-target.ts";
import { openStack } from "./delete-in-stack.ts";
import { json, stackUrl } from "./options.ts";

const PROGRESS_STEP = 1000;

interface DeleteConversationOptions {
  readonly url: string;
  readonly project?: string;
  readonly database: string;
  readonly dataset: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** `receipts delete-conversation`: deletes what is stored of a conversation, and says what it can't reach. */
export const deleteConversation = new Command("delete-conversation")
  .description(
    "Deletes a conversation's state, and says what is left of it elsewhere.",
  )
  .addArgument(conversationArgument())
  .addOption(stackUrl())
  .addOption(
    new Option(
      "--project <id>",
      "a Google Cloud project, instead of the local stack",
    ).conflicts("url"),
  )
  .option("--database <id>", "the project's Firestore database", "receipts")
  .option(
    "--dataset <id>",
    "the project's BigQuery dataset, for the statement that is printed",
    "receipts",
  )
  .option("--dry-run", "count only")
  .option("--yes", "don't ask")
  .addOption(json())
  .action(async (conversation: string, options: DeleteConversationOptions) => {
    const target = await openTarget(options);
    try {
      await run(conversation, target, options);
    } finally {
      await target.close();
    }
  });

async function openTarget(
  options: DeleteConversationOptions,
): Promise<DeletionTarget> {
  const { project, url } = options;
  if (project === undefined) return openStack(url);
  // Google's library is loaded for those alone who need it.
  const { openFirestoreTarget } = await import("./delete-in-firestore.ts");
  return openFirestoreTarget({ ...options, project });
}

async function run(
  conversation: string,
  target: DeletionTarget,
  options: DeleteConversationOptions,
): Promise<void> {
  const { yes, json } = options;
  const dryRun = options.dryRun === true;
  const { description } = target;
  let counts = await target.count(conversation);
  const expected = counts.messages + counts.claims;
  if (!dryRun) {
    const found = `${describeCounts(counts)} of ${conversation} in ${description}`;
    if (yes !== true) await requireConfirmation(found);
    counts = await target.delete(conversation, (deleted) => {
      if (deleted % PROGRESS_STEP > 0) return;
      console.error(`Deleted ${deleted} of ${expected} documents …`);
    });
  }
  const retainedCopies = target.retainedCopies(conversation);
  if (json) {
    const report = { conversation, target: description, dryRun };
    console.log(
      JSON.stringify({ ...report, ...counts, retainedCopies }, null, 2),
    );
    return;
  }
  const verb = dryRun ? "Would delete" : "Deleted";
  console.log(
    `${verb} ${describeCounts(counts)} of ${conversation} in ${description}.`,
  );
  console.log("\nNot reached from here:");
  for (const { what, how, statement } of retainedCopies) {
    console.log(`- ${what}. ${how}`);
    if (statement !== undefined) console.log(`    ${statement}`);
  }
}

async function requireConfirmation(found: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UserError(
      `Nothing was deleted: ${found} would be. Say --yes to delete without being asked, or --dry-run to count only.`,
    );
  }
  const question = `Delete ${found}? It can't be undone.`;
  if (await confirm(question, process.stdin, process.stderr)) return;
  throw new UserError("Nothing was deleted.");
}
