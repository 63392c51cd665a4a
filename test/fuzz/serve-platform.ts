import { OAuth2Client } from "google-auth-library";
import { text } from "node:stream/consumers";
import type { ChannelPlatform } from "../../shared/channels/channel.ts";
import { CHANNELS } from "../support/channels.ts";
import { listen, type Listening } from "../support/server.ts";
import { TOKEN } from "./constants.ts";
import type { Records } from "./records.ts";

const CASE_HEADER = "x-case";

/** The platforms' APIs, which write down what they are asked. */
export function servePlatform(records: Records): Promise<Listening> {
  return listen((request, response) => {
    void text(request).then((body) => {
      const { method = "", url: path = "", headers } = request;
      const record = records.byId(String(headers[CASE_HEADER]));
      record?.platformCalls.push({ method, path, body });
      response.writeHead(record?.platformStatus ?? 404, {
        "Content-Type": "application/json",
      });
      response.end("{}");
    });
  });
}

/** Credentials that never change, and say with each call which case it is of. */
function createAuthClient(records: Records): OAuth2Client {
  const fetchImplementation: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set(CASE_HEADER, records.current().id);
    return fetch(input, { ...init, headers });
  };
  const client = new OAuth2Client({
    transporterOptions: { fetchImplementation },
  });
  client.setCredentials({ access_token: TOKEN });
  return client;
}

/** Each channel's platform at a URL, as the function calls it. */
export function platformsAt(
  url: string,
  records: Records,
): ReadonlyMap<string, ChannelPlatform> {
  const client = createAuthClient(records);
  return new Map(
    CHANNELS.map(({ channel, rules }) => [
      channel.name,
      channel.createPlatform({ [`${rules.apiVariables}API_URL`]: url }, client),
    ]),
  );
}
