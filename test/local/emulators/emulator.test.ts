import { expect, it } from "@jest/globals";
import { describeOnEmulators } from "../../support/emulators.ts";
import { eventually } from "../../support/eventually.ts";
import { start } from "../../support/run.ts";

const PROGRAM = `
  import { startEmulator } from "./local/emulators/emulator.ts";
  const { host } = await startEmulator("beta emulators pubsub start --project=p");
  console.log("host " + host);
  setInterval(() => undefined, 1000);
`;

describeOnEmulators("an emulator", () => {
  it("ends with the process that started it, even if that is killed", async () => {
    const program = start(["--input-type=module", "-e", PROGRAM]);
    await eventually(() => expect(program.output()).toContain("host "));
    const [, host] = /host (\S+)/.exec(program.output()) ?? [];
    expect((await fetch(`http://${host}/`)).status).toBe(200);
    program.child.kill("SIGKILL");
    await eventually(async () => {
      await expect(fetch(`http://${host}/`)).rejects.toThrow();
    });
  });
});
