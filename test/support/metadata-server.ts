import type { RequestListener } from "node:http";

export interface MetadataServer {
  readonly listener: RequestListener;
  /** The scopes of each token that was asked for. */
  readonly scopes: string[];
}

/** Google Cloud's metadata server as far as access tokens go (Compute Engine, "VM metadata"). */
export function createMetadataServer(token: string): MetadataServer {
  const scopes: string[] = [];
  return {
    scopes,
    listener: (request, response) => {
      const url = new URL(request.url ?? "/", "http://metadata");
      response.setHeader("Metadata-Flavor", "Google");
      if (!url.pathname.endsWith("/token")) {
        response.end("default");
        return;
      }
      scopes.push(url.searchParams.get("scopes") ?? "");
      response.setHeader("Content-Type", "application/json");
      response.end(
        JSON.stringify({
          access_token: token,
          expires_in: 3600,
          token_type: "Bearer",
        }),
      );
    },
  };
}
