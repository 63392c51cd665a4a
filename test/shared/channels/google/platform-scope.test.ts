import { expect, it } from "@jest/globals";
import { createMetadataServer } from "../../../support/metadata-server.ts";
import { run } from "../../../support/run.ts";
import { TOKENS } from "../../../support/secrets.ts";
import { listen } from "../../../support/server.ts";
import { googleChannel } from "./channels.ts";
import { newName } from "./serve-platform.ts";
import { serveRecorder } from "./serve-recorder.ts";

it.each([
  ["business-messages", "https://www.googleapis.com/auth/businessmessages"],
  ["rcs", "https://www.googleapis.com/auth/rcsbusinessmessaging"],
])(
  "the API of %s is called with a token for its own scope alone",
  async (channel, scope) => {
    const of = googleChannel(channel);
    const metadata = createMetadataServer(TOKENS.metadataServer);
    const server = await listen(metadata.listener);
    await using api = await serveRecorder((response) =>
      response.writeHead(200, { "Content-Type": "application/json" }).end("{}"),
    );
    // A process of its own, since the credentials of an environment are looked up once.
    const program = `
      const { channels } = await import("./shared/channels/channels.ts");
      const channel = channels.find(({ name }) => name === "${channel}");
      const platform = channel.createPlatform(process.env);
      const name = ${JSON.stringify(newName(of))};
      console.log((await platform.markRead(name)).outcome);`;
    const { stdout } = await run(["--input-type=module", "-e", program], {
      GCE_METADATA_HOST: new URL(server.url).host,
      METADATA_SERVER_DETECTION: "assume-present",
      GOOGLE_APPLICATION_CREDENTIALS: "",
      CLOUDSDK_CONFIG: "/nowhere",
      HOME: "/nowhere",
      [`${of.apiVariables}API_URL`]: api.url,
    });
    await server.close();

    expect(stdout).toBe("SENT\n");
    expect(metadata.scopes).toEqual([scope]);
    expect(api.requests).toMatchObject([
      { headers: { authorization: `Bearer ${TOKENS.metadataServer}` } },
    ]);
  },
);
