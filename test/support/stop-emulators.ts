/** Ends the emulators that start-emulators.ts started. */
export default async function stop(): Promise<void> {
  await globalThis.emulators?.stop();
}
