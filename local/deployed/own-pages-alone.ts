import type { RequestHandler } from "express";

/** Keeps other sites from having Firestore asked, which costs: also where they could not read the answer. */
export const ownPagesAlone: RequestHandler = (request, response, next) => {
  const { host, origin } = request.headers;
  // A program that is no browser sends neither header, and who types an address sends "none".
  const site = request.headers["sec-fetch-site"] ?? "none";
  const isOwn = origin === undefined || origin === `http://${host}`;
  if (isOwn && (site === "same-origin" || site === "none")) next();
  else {
    const error = "Another site may not use the console.";
    response.status(403).json({ error });
  }
};
