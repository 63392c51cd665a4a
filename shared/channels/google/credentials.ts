import {
  GoogleAuth,
  Impersonated,
  JWT,
  type AuthClient,
} from "google-auth-library";
import * as z from "zod";

/** What is needed of a service account key's file. */
export const ServiceAccountKey = z.object({
  client_email: z.string(),
  private_key: z.string(),
});
export type ServiceAccountKey = z.infer<typeof ServiceAccountKey>;

export interface CredentialSettings {
  /** The OAuth scope of the platform's API. */
  readonly scope: string;
  /** A service account key, from Secret Manager. */
  readonly key?: ServiceAccountKey | undefined;
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
  const { scope } = settings;
  if (settings.key !== undefined) {
    const { client_email: email, private_key: key } = settings.key;
    return new JWT({ email, key, scopes: scope });
  }
  if (settings.impersonate === undefined) {
    return new GoogleAuth({ scopes: scope }).getClient();
  }
  const sourceClient = await new GoogleAuth({
    scopes: "https://www.googleapis.com/auth/cloud-platform",
  }).getClient();
  return new Impersonated({
    sourceClient,
    targetPrincipal: settings.impersonate,
    targetScopes: [scope],
    lifetime: 3600,
  });
}
