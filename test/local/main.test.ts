import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { build } from "esbuild";
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
    [
      [],
      { BUSINESS_MESSAGES_WEBHOOK_KEYS: "secret" },
      "BUSINESS_MESSAGES_WEBHOOK_KEYS is not a JSON object",
    ],
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
    [
      ["--project", "my-receipts", "--emulators"],
      {},
      "cannot be used with option",
    ],
    [["--project", "../p"], {}, "It is not a project's id"],
    [["--database", "d"], {}, "--database and --retention-days are for"],
    [
      ["--project", "my-receipts"],
      {
        FIRESTORE_EMULATOR_HOST: "",
        GOOGLE_APPLICATION_CREDENTIALS: "",
        METADATA_SERVER_DETECTION: "none",
        HOME: "/nowhere",
      },
      "There are no Google Cloud credentials. Log in with: gcloud auth application-default login",
    ],
    [
      ["--project", "my-receipts"],
      {
        FIRESTORE_EMULATOR_HOST: "",
        GOOGLE_APPLICATION_CREDENTIALS: "/nowhere/key.json",
      },
      "GOOGLE_APPLICATION_CREDENTIALS names a file that can't be read",
    ],
    [
      ["--project", "my-receipts"],
      { FIRESTORE_EMULATOR_HOST: "127.0.0.1:1" },
      "Firestore's emulator does not answer at 127.0.0.1:1, where FIRESTORE_EMULATOR_HOST says.",
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

  it("loads Google's libraries for those alone who need them", async () => {
    const { metafile } = await build({
      entryPoints: ["local/main.ts"],
      ...{ bundle: true, write: false, metafile: true, logLevel: "silent" },
      ...{ platform: "node", format: "esm", packages: "external" },
    });
    const loaded = new Set<string>();
    const load = (file: string) => {
      if (loaded.has(file)) return;
      loaded.add(file);
      for (const { path, kind } of metafile.inputs[file]?.imports ?? []) {
        if (kind === "import-statement") load(path);
      }
    };
    load("local/main.ts");
    expect(loaded).toContain("local/stack.ts");
    expect(
      [...loaded].filter((file) =>
        /^local\/emulators\/|firestore|pubsub-publisher/.test(file),
      ),
    ).toEqual([]);
  });

  it("explains itself with --help", async () => {
    const { status, stdout } = await run(["local/main.ts", "--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain("--emulators");
    expect(stdout).toContain("--project <id>");
    expect(stdout).toContain("roles/datastore.viewer");
  });
});
