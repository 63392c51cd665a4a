/** Returns the project ID in a full topic name, `projects/P/topics/T`. */
export function getProjectId(topic: string): string {
  const [, projectId = ""] = topic.split("/");
  return projectId;
}
