export const PROJECT_ID = "receipts-local";

const topic = (id: string) => `projects/${PROJECT_ID}/topics/${id}`;

/** The full names of the local stack's topics. */
export const TOPICS = {
  receipts: topic("receipts"),
  agentReads: topic("agent-reads"),
  userEvents: topic("user-events"),
  deadLetters: topic("dead-letters"),
};
