import { Router } from "express";
import { findMessage } from "../shared/channels/channels.ts";
import type { ReadState } from "./read-state.ts";

/** `GET /messages/NAME`: a message's state. */
export function createMessageRoutes(readState: ReadState): Router {
  return Router().get("/messages/*name", async (request, response) => {
    const message = request.params.name.join("/");
    const state = findMessage(message) && (await readState(message));
    if (state) response.json(state);
    else
      response.status(404).json({ error: `Nothing is known of ${message}.` });
  });
}
