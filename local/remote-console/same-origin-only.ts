import type { RequestHandler } from "express";
import { isCrossOrigin } from "../guard.ts";

/** Keeps other sites from having Firestore asked, which costs: also where they could not read the answer. */
export const sameOriginOnly: RequestHandler = (request, response, next) => {
  if (!isCrossOrigin(request.headers)) next();
  else {
    const error = "Another site may not use the console.";
    response.status(403).json({ error });
  }
};
