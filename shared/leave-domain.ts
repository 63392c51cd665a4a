import type { HttpFunction } from "@google-cloud/functions-framework";

/** What `node:domain` adds to `process`; it is not imported, since that alone slows down every promise. */
interface DomainUser {
  readonly domain?: { exit(): void } | null;
}

/**
 * Runs a function outside of the domain (`node:domain`) that functions-framework opens for each request: with a domain,
 * Node tells its hooks of each promise and event, which costs more than what the function does. The domain is
 * there for what is thrown outside of the function's promise, and these functions answer for all of theirs.
 */
export function leaveDomain(handle: HttpFunction): HttpFunction {
  return (request, response) => {
    (process as DomainUser).domain?.exit();
    return handle(request, response) as unknown;
  };
}
