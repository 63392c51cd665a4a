import { createMetadataServer } from "../test/support/metadata-server.ts";
import { listen } from "../test/support/server.ts";

/** What the sender needs besides Google's emulators: a platform that agrees to everything, and tokens for it. */
export async function startPlatform() {
  const metadata = await listen(createMetadataServer("token").listener);
  const platform = await listen((request, response) => {
    request.resume().once("end", () => {
      response.setHeader("Content-Type", "application/json").end("{}");
    });
  });
  return {
    url: platform.url,
    variables: {
      GCE_METADATA_HOST: new URL(metadata.url).host,
      METADATA_SERVER_DETECTION: "assume-present",
    },
    async close() {
      await metadata.close();
      await platform.close();
    },
  };
}
