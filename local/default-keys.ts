/** The key that signs webhook requests of the local stack, unless WEBHOOK_KEYS says otherwise. */
export const LOCAL_KEY = "local-key";

export const DEFAULT_KEYS = JSON.stringify({ default: [LOCAL_KEY] });
