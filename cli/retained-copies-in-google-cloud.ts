import type { RetainedCopy } from "./delete-target.ts";

/** What a deployment may still hold of a conversation whose documents are deleted. */
export function retainedCopiesInGoogleCloud(
  conversation: string,
  { project, dataset }: { project: string; dataset: string },
): RetainedCopy[] {
  return [
    {
      what: "Receipts and agent reads on their way, and user events, in Pub/Sub",
      how: "Topics and subscriptions keep them for 7 days (topic_retention_days, if you set it). What is still to be delivered, or comes from the platform, is stored anew: run this again then.",
    },
    {
      what: "Dead letters in Pub/Sub",
      how: "They are kept for 31 days, unless you purge them.",
    },
    {
      what: "Rows in BigQuery, if receipts are exported",
      how: "Run the statement below, and once more after half an hour: it can't delete rows that were just written. BigQuery's time travel keeps deleted rows for 7 days.",
      statement: `DELETE FROM \`${project}.${dataset}.receipts\` WHERE conversation = ${quote(conversation)};`,
    },
    {
      what: "Agent reads in BigQuery, which are exported with them",
      how: "The same for this statement.",
      statement: `DELETE FROM \`${project}.${dataset}.agent_reads\` WHERE STARTS_WITH(message, ${quote(`${conversation}/messages/`)});`,
    },
    {
      what: "Log lines in Cloud Logging",
      how: "They hold messages' names, never what was written, and go with their bucket's retention: 30 days by default.",
    },
    {
      what: "Firestore's point-in-time recovery and backups",
      how: "Point-in-time recovery, if it is on, keeps deleted documents for 7 days; backups, if you schedule them, as long as you said.",
    },
    {
      what: "Copies of agent backends, and the messaging platform's own data",
      how: "They have to be deleted there.",
    },
  ];
}

/** A string literal of GoogleSQL. */
function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
