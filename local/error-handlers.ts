import type { ErrorRequestHandler, RequestHandler } from "express";

/** Answers what no route does. */
export const handleNotFound: RequestHandler = (request, response) => {
  response
    .status(404)
    .json({ error: `There is no route ${request.method} ${request.path}.` });
};

/** What express or a route throws, as JSON: the sender's mistake, or a backend that is down. */
export const handleError: ErrorRequestHandler = (
  error,
  _request,
  response,
  next,
) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const { status = 503, message } = error as Error & { status?: number };
  response.status(status).json({ error: message });
};
