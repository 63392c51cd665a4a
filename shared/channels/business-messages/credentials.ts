import { GoogleAuth, Impersonated, type AuthClient } from "google-auth-library";

/** The OAuth scope of the Business Messages API. */
export const SCOPE = "https://www.googleapis.com/auth/businessmessages";

// The platform's fetch: without it, the library looks for another one at the first request.
const clientOptions = { transporterOptions: { fetchImplementation: fetch } };

export interface CredentialSettings {
  /** A service account key as JSON text, from Secret Manager. */
  readonly key?: string | undefined;
  /** The e-mail address of a service account to impersonate. */
  readonly impersonate?: string | undefined;
}

/**
 * A client that authorises requests to the platform: with a key if there is one, else as the service
 * account to impersonate, else with application default credentials.
 */
export async function createAuthClient(
  settings: CredentialSettings,
): Promise<AuthClient> {
  if (settings.key !== undefined) {
    return new GoogleAuth({
      credentials: JSON.parse(settings.key) as object,
      scopes: SCOPE,
      clientOptions,
    }).getClient();
  }
  if (settings.impersonate === undefined) {
    return new GoogleAuth({ scopes: SCOPE, clientOptions }).getClient();
  }
  const sourceClient = await new GoogleAuth({
    scopes: "https://www.googleapis.com/auth/cloud-platform",
    clientOptions,
  }).getClient();
  return new Impersonated({
    sourceClient,
    targetPrincipal: settings.impersonate,
    targetScopes: [SCOPE],
    lifetime: 3600,
    ...clientOptions,
  });
}
