import fc from "fast-check";
import { CHANNELS, type ServedChannel } from "../support/channels.ts";

/**
 * The channel that a request's target belongs to, by the README: `/webhook/NAME` to the channel of that name,
 * `/webhook` and `/` to the first one, anything else to nobody. A server may have taken `/webhook` off, and
 * a client may name a host (RFC 9112, 3.2.2).
 */
export function channelAt(target: string): ServedChannel | undefined {
  const [path = ""] = target.replace(/^http:\/\/[^/?]*/, "").split("?");
  const name = path.replace(/^\/webhook(?=\/|$)/, "").replace(/\/$/, "");
  return name === ""
    ? CHANNELS[0]
    : CHANNELS.find(({ channel }) => name === `/${channel.name}`);
}

const UNKNOWN = [
  ...["/w?a=%zz&__proto__[x]=1", "/../b%2Fc", "/%", "/%c0%ae"],
  ...["/webhook/unknown", "/webhook/__proto__", "/webhook/constructor"],
  ...["/webhook/webhook", "/webhooks", "/webhook//", "/webhook/%"],
  ...CHANNELS.flatMap(({ channel: { name } }) => [
    ...[`/webhook/${name}/x`, `/webhook//${name}`, `/webhook/${name}%00`],
    ...[`/webhook/${name.toUpperCase()}`, `/webhook/${name}%2F`],
    ...[`/webhook/../webhook/${name}`, `/x/webhook/${name}`],
    `/webhook/${name.replace("s", "%73")}`,
  ]),
];

const QUERIES = ["", "", "", "/", "?", "?a=%zz&__proto__[x]=1", "?%", "?a=/b"];

/** Targets of requests, most of them the channel's own. */
export function pathFor({ channel }: ServedChannel): fc.Arbitrary<string> {
  const isFirst = channel === CHANNELS[0]?.channel;
  const own = [`/webhook/${channel.name}`, `/${channel.name}`];
  const others = CHANNELS.map((other) => `/webhook/${other.channel.name}`);
  const anyOf = (paths: string[]) =>
    fc
      .tuple(fc.constantFrom(...paths), fc.constantFrom(...QUERIES))
      .map(([path, query]) => path + query);
  return fc
    .oneof(
      {
        weight: 20,
        arbitrary: anyOf(isFirst ? [...own, "/webhook", ""] : own),
      },
      { weight: 1, arbitrary: anyOf([...others, "/webhook", ""]) },
      { weight: 1, arbitrary: fc.constantFrom(...UNKNOWN) },
    )
    .map((target) => (target.startsWith("/") ? target : `/${target}`));
}
