import fc from "fast-check";
import { CHANNELS, type ServedChannel } from "../support/channels.ts";

/**
 * Returns the channel that a request target belongs to, by the README: `/webhook/NAME` belongs to the channel of
 * that name, and every other path to none. A client may name a host (RFC 9112, 3.2.2).
 */
export function channelAt(target: string): ServedChannel | undefined {
  const [path = ""] = target.replace(/^http:\/\/[^/?]*/, "").split("?");
  const withoutSlash = path.replace(/\/$/, "");
  return CHANNELS.find(
    ({ channel }) => withoutSlash === `/webhook/${channel.name}`,
  );
}

const UNKNOWN = [
  ...["/w?a=%zz&__proto__[x]=1", "/../b%2Fc", "/%", "/%c0%ae"],
  ...["/webhook/unknown", "/webhook/__proto__", "/webhook/constructor"],
  ...["/webhook/webhook", "/webhooks", "/webhook//", "/webhook/%"],
  ...CHANNELS.flatMap(({ channel: { name } }) => [
    ...[
      `/${name}`,
      `/${name}/`,
      `/webhook/${name}/x`,
      `/webhook//${name}`,
      `/webhook/${name}%00`,
    ],
    ...[`/webhook/${name.toUpperCase()}`, `/webhook/${name}%2F`],
    ...[`/webhook/../webhook/${name}`, `/x/webhook/${name}`],
    `/webhook/${name.replace("s", "%73")}`,
  ]),
];

const QUERIES = ["", "", "", "/", "?", "?a=%zz&__proto__[x]=1", "?%", "?a=/b"];

/** Targets of requests, most of them the channel's own. */
export function pathFor({ channel }: ServedChannel): fc.Arbitrary<string> {
  const own = [`/webhook/${channel.name}`];
  const others = CHANNELS.map((other) => `/webhook/${other.channel.name}`);
  const anyOf = (paths: string[]) =>
    fc
      .tuple(fc.constantFrom(...paths), fc.constantFrom(...QUERIES))
      .map(([path, query]) => path + query);
  return fc
    .oneof(
      {
        weight: 20,
        arbitrary: anyOf(own),
      },
      { weight: 1, arbitrary: anyOf([...others, "/webhook", ""]) },
      { weight: 1, arbitrary: fc.constantFrom(...UNKNOWN) },
    )
    .map((target) => (target.startsWith("/") ? target : `/${target}`));
}
