import { channels } from "../shared/channels/channels.ts";
import type { Environment } from "../shared/runtime/configuration.ts";

/** Signs webhook requests unless another key is set. */
export const LOCAL_KEY = "local-key";

/** The variables of every channel's webhook: as they are set, else with the local key. */
export function withDefaultKeys(environment: Environment): Environment {
  const defaults = channels.map(({ simulator }) =>
    simulator.webhookVariables(LOCAL_KEY),
  );
  const set = Object.entries(environment).filter(([, value]) => value !== "");
  return Object.assign({}, ...defaults, Object.fromEntries(set)) as Environment;
}
