import { Router, type RequestHandler } from "express";
import { isConversation } from "../shared/channels/channels.ts";
import type { Conversations } from "../shared/messages/conversation-state.ts";

/** Counts and forgets what is stored of a conversation: its name stands where a message's would. */
export function createConversationRoutes(conversations: Conversations): Router {
  const handle =
    (
      work: "count" | "delete",
    ): RequestHandler<{ name: string[] }, unknown, unknown> =>
    async (request, response, next) => {
      const conversation = request.params.name.join("/");
      if (!isConversation(conversation)) {
        next();
        return;
      }
      const counts = await conversations[work](conversation);
      response.json({ conversation, ...counts });
    };
  return Router()
    .get("/messages/*name", handle("count"))
    .delete("/messages/*name", handle("delete"));
}
