/** The full names of a stack's topics. */
export type StackTopics = ReturnType<typeof topicsOf>;

export function topicsOf(projectId: string) {
  const topic = (id: string) => `projects/${projectId}/topics/${id}`;
  return {
    receipts: topic("receipts"),
    agentReads: topic("agent-reads"),
    userEvents: topic("user-events"),
    deadLetters: topic("dead-letters"),
  };
}
