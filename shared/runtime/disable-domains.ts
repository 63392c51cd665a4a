import domain from "node:domain";

/**
 * Keeps functions-framework from opening a domain (`node:domain`) for each request: from the first one on, Node calls
 * hooks for each promise and event of the process, which costs more than what a function does. The domain is there
 * for errors that are thrown outside of a function's promise. Without it, the framework answers them as uncaught
 * ones and ends the process; the sender gets no 2xx either way, and sends again.
 */
export function disableDomains(): void {
  const none = {
    on: () => none,
    run: (work: () => unknown) => work(),
  };
  domain.create = () => none as unknown as domain.Domain;
}
