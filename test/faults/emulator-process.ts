import {
  startEmulator,
  type Emulator,
} from "../../local/emulators/emulator.ts";

/** One of Google's emulators: it can be frozen, or killed and started again on its port, with nothing in it. */
export interface EmulatorProcess {
  host(): string;
  start(): Promise<void>;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

export function createEmulatorProcess(
  gcloudArguments: string,
): EmulatorProcess {
  let emulator: Emulator | undefined;
  const started = () => {
    if (!emulator) throw new Error(`${gcloudArguments} was never started.`);
    return emulator;
  };
  return {
    host: () => started().host,
    async start() {
      const port = emulator && Number(emulator.host.split(":")[1]);
      emulator = await startEmulator(gcloudArguments, port);
    },
    kill: async () => started().stop(),
    freeze: () => started().signal("SIGSTOP"),
    thaw: () => started().signal("SIGCONT"),
  };
}
