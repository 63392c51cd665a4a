import type { RequestHandler } from "express";
import { isFromElsewhere } from "../guard.ts";

/** Keeps other sites from having Firestore asked, which costs: also where they could not read the answer. */
export const ownPagesAlone: RequestHandler = (request, response, next) => {
  if (!isFromElsewhere(request.headers)) next();
  else {
    const error = "Another site may not use the console.";
    response.status(403).json({ error });
  }
};
