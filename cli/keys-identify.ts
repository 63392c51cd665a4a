import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import type {
  Channel,
  ChannelWebhook,
  KeyCheck,
} from "../shared/channels/channel.ts";
import { channels, findChannel } from "../shared/channels/channels.ts";
import { ConfigurationError } from "../shared/runtime/configuration.ts";
import { parseJson } from "../shared/runtime/json.ts";
import { describeKeyCheck, signerOf } from "./describe-key-matches.ts";
import { UserError } from "../shared/runtime/user-error.ts";
import { json } from "./options.ts";

const signatureHeaders = [
  ...new Set(channels.map(({ signatureHeader }) => signatureHeader)),
];

interface KeysIdentifyOptions {
  readonly body: string;
  readonly signature: string;
  readonly agent?: string;
  readonly channel: string;
  readonly json?: true;
}

/** `receipts keys identify`: which key signed a stored request; status 1 if none did that is valid. */
export const keysIdentify = new Command("identify")
  .description(
    "Says which key signed a stored webhook request, with the keys from the webhook's own variables.",
  )
  .requiredOption(
    "--body <file>",
    "the request's body, byte for byte as it came; - reads standard input",
  )
  .requiredOption(
    "--signature <value>",
    `the header that came with it: ${signatureHeaders.join(" or ")}`,
  )
  .option(
    "--agent <name>",
    "whose keys have to fit (default: the agent that the body names)",
  )
  .addOption(
    new Option("--channel <name>", "the platform that sent it")
      .choices(channels.map(({ name }) => name))
      .makeOptionMandatory(),
  )
  .addOption(json())
  .action((options: KeysIdentifyOptions) => {
    const channel = findChannel(options.channel);
    const webhook = openWebhook(channel);
    const signature = options.signature.trim();
    const headers = { [channel.signatureHeader.toLowerCase()]: signature };
    const check = (rawBody: Buffer) => {
      const body = parseJson(rawBody.toString());
      return webhook.checkKeys({ headers, rawBody, body }, options.agent);
    };

    const stored = readBody(options.body);
    const result = check(stored);
    const signer = signerOf(result);
    if (options.json) {
      const signedBy = signer ?? null;
      console.log(JSON.stringify({ signedBy, ...result }, null, 2));
    }
    if (signer === undefined && fitsWithoutLineBreak(stored, check)) {
      throw new UserError(
        "It was signed without the line break at the body's end: the sample was altered when it was stored.",
      );
    }
    if (!signer?.valid) throw new UserError(describeKeyCheck(result));
    if (!options.json) console.log(describeKeyCheck(result));
  });

/** Editors and shells add one. */
function fitsWithoutLineBreak(
  stored: Buffer,
  check: (rawBody: Buffer) => KeyCheck,
): boolean {
  const [lineBreak = ""] = /\r?\n$/.exec(stored.toString("latin1")) ?? [];
  const rest = stored.subarray(0, stored.length - lineBreak.length);
  return lineBreak !== "" && signerOf(check(rest)) !== undefined;
}

function openWebhook(channel: Channel): ChannelWebhook {
  try {
    return channel.createWebhook(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const [variable = ""] = error.problems[0]?.split(" ") ?? [];
    const secret = `receipts-${variable.toLowerCase().replaceAll("_", "-")}`;
    throw new UserError(
      `${error.problems.join(" ")} It is the function's own; in Google Cloud: export ${variable}="$(gcloud secrets versions access latest --secret=${secret})"`,
    );
  }
}

function readBody(file: string): Buffer {
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `The body can't be read from ${file} (${code}): name a file with --body, or - for standard input.`,
    );
  }
}
