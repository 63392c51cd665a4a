import { PubSub } from "@google-cloud/pubsub";

/** Makes the subscription `dead-letters` of a project on Pub/Sub's emulator, as Terraform does. */
export async function createLetterSubscription(
  projectId: string,
): Promise<string> {
  const pubsub = new PubSub({ projectId });
  const [subscription] = await pubsub
    .topic(`projects/${projectId}/topics/dead-letters`)
    .createSubscription("dead-letters", { ackDeadlineSeconds: 10 });
  await pubsub.close();
  return subscription.name;
}
