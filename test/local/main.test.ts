import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { eventually } from "../support/eventually.ts";
import { run, start } from "../support/run.ts";

describe("npm start", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "serves on its port until %s",
    async (signal) => {
      const stack = start(["local/main.ts", "--port", "0"]);
      await eventually(() => expect(stack.output()).toContain("runs on http"));
      const [url] = /http:\/\/localhost:\d+/.exec(stack.output()) ?? [];
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      stack.child.kill(signal);
      expect((await stack.finished).status).toBe(0);
      await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    },
  );

  it("says in a sentence that a port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { status, stderr } = await run([
      ...["local/main.ts", "--port", String(port)],
    ]);
    server.close();
    expect({ status, stderr: stderr.trim() }).toEqual({
      status: 1,
      stderr: `Port ${port} is taken: end what runs there, or name another with --port.`,
    });
  });

  it.each([
    [["--port", "http"], {}, "A port is a number from 0 to 65535."],
    [["--what"], {}, "unknown option '--what'"],
    [[], { WEBHOOK_KEYS: "secret" }, "WEBHOOK_KEYS is not a JSON object"],
    [[], { RETENTION_DAYS: "0" }, "RETENTION_DAYS is not a whole number"],
    [
      ["--emulators"],
      {
        PUBSUB_EMULATOR_HOST: "127.0.0.1:1",
        FIRESTORE_EMULATOR_HOST: "127.0.0.1:1",
      },
      "PUBSUB_EMULATOR_HOST is 127.0.0.1:1, but no emulator answers there.",
    ],
    [
      ["--emulators"],
      { PUBSUB_EMULATOR_HOST: "", FIRESTORE_EMULATOR_HOST: "", PATH: "/" },
      "gcloud components install",
    ],
  ])("says what is wrong with %j %j", async (args, environment, sentence) => {
    const { status, stderr } = await run(
      ["local/main.ts", "--port", "0", ...args],
      environment,
    );
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain('"secret"');
  });

  it("explains itself with --help", async () => {
    const { status, stdout } = await run(["local/main.ts", "--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain("--emulators");
  });
});
