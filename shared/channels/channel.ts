import type { IncomingHttpHeaders } from "node:http";
import type { AuthClient } from "google-auth-library";
import type { Environment } from "../runtime/configuration.ts";
import type { ReceiptEvent, ReceiptType } from "../events/receipt-event.ts";
import type { Micros } from "../runtime/timestamp.ts";

/** A messaging platform: everything that only it knows. Each is a folder here and a line in channels.ts. */
export interface Channel {
  /** Lower-case, with hyphens: the value of the field and attribute `channel`. */
  readonly name: string;
  /** The HTTP methods that its webhook answers. */
  readonly methods: readonly string[];
  /** What the platform can report at all. */
  readonly supportedReceiptTypes: readonly ReceiptType[];
  /** How a message is named, for errors and help: with capital letters for ids. */
  readonly exampleMessage: string;
  /** The headers that a user event keeps on its way to the agent's own backend, as the platform writes them. */
  readonly forwardedHeaders: readonly string[];
  /** The header that holds a request's signature. */
  readonly signatureHeader: string;
  /** Reads a message's name; undefined if it is no safe name of this channel. */
  parseMessageName(name: string): MessageName | undefined;
  /** How a message is named in a log line: without what identifies a user. */
  redactedName(name: MessageName): string;
  /** What an authentic payload holds: never nothing. */
  parse(
    payload: Pick<ChannelRequest, "rawBody" | "body">,
    arrivalTime: Micros,
  ): ParsedPayload;
  /** The webhook's half, from the channel's own variables. Throws ConfigurationError. */
  createWebhook(environment: Environment): ChannelWebhook;
  /**
   * The half that calls the platform, from the channel's own variables. Throws ConfigurationError.
   * @param authClient stands in for the configured credentials
   */
  createPlatform(
    environment: Environment,
    authClient?: AuthClient,
  ): ChannelPlatform;
  /** What it takes to try the channel without its platform. */
  readonly simulator: ChannelSimulator;
}

/** Stands in for the platform: for the command, the local stack and tests. */
export interface ChannelSimulator {
  /** The webhook's variables, with a single key for every agent. */
  webhookVariables(key: string): Environment;
  /** The variables that make `createPlatform` call another server than the platform's. */
  platformVariables(url: string): Environment;
  /** Webhook requests as the platform would send them; as few as it would. */
  createSamples(options: SampleOptions): Sample[];
  /** The webhook request of a user who writes to an agent. */
  createUserMessage(options: UserMessageOptions): Sample;
  /** The answer to an authorised call of the platform's API; undefined if the API has no such method. */
  handleCall(call: PlatformCall): PlatformResponse | undefined;
}

export interface PlatformCall {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Parsed, if it is JSON; text otherwise. */
  readonly body: unknown;
}

export interface PlatformResponse {
  readonly status: number;
  /** Written as JSON. */
  readonly body: object;
  /** The name of the user's message that is told to be read, if the call was understood. */
  readonly message?: string;
}

export interface UserMessageOptions {
  /** The agent's name; undefined takes a made-up one. */
  readonly agent: string | undefined;
  /** What signs the request. */
  readonly key: string;
  readonly time: Micros;
}

export interface SampleOptions extends UserMessageOptions {
  /** Full names of messages of one conversation; undefined makes up some. */
  readonly messages: readonly string[] | undefined;
  /** How many to make up. */
  readonly count: number;
  readonly receiptType: ReceiptType;
}

/** A POST to the webhook. */
export interface Sample {
  /** The full names of the messages that it is about. */
  readonly messages: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface MessageName {
  /** The whole name, which is the path of the message's document. */
  readonly message: string;
  /** The name up to `/messages/`. */
  readonly conversation: string;
}

export interface ChannelRequest extends SignedRequest {
  /** One of the channel's methods. */
  readonly method: string;
  /** Of the URL. */
  readonly query: URLSearchParams;
}

/** What a signature can be about. */
export interface SignedRequest {
  readonly headers: IncomingHttpHeaders;
  /** The bytes that were sent: signatures are over these. */
  readonly rawBody: Buffer;
  /** The same, parsed as JSON; undefined if it is none, which only a handshake's may be. */
  readonly body: unknown;
}

export interface ChannelWebhook {
  /** The answer to an ownership handshake; undefined if the request is none. */
  respondToVerification(
    request: ChannelRequest,
  ): VerificationResponse | undefined;
  /** Whether the request is signed with a key that is valid for its agent. */
  verifySignature(request: SignedRequest): boolean;
  /**
   * Every key, and whether it signed the request: for people who rotate keys.
   * @param agent whose keys have to fit; undefined takes the one that the request names
   */
  checkKeys(request: SignedRequest, agent?: string): KeyCheck;
}

export interface KeyCheck {
  /** Whose keys have to fit; undefined if the request names no agent. */
  readonly agent: string | undefined;
  readonly keys: readonly CheckedKey[];
}

export interface CheckedKey {
  /** The list that the key is in: an agent's name, or `default`. */
  readonly agentOrDefault: string;
  /** From 1. */
  readonly position: number;
  /** The first 8 hexadecimal digits of the key's SHA-256. */
  readonly fingerprint: string;
  readonly signed: boolean;
  /** Whether the key may sign requests of the agent. */
  readonly valid: boolean;
}

export interface VerificationResponse {
  readonly status: 200 | 403;
  readonly text: string;
}

export interface ParsedPayload {
  /** The agent's name, if the payload has a well-formed one. */
  readonly agent: string | undefined;
  readonly receipts: readonly ReceiptEvent[];
  /** What can't be used, each with its reason, as bytes that can be sent again. */
  readonly unusable: readonly { reason: string; original: Buffer }[];
  /** What else the user did, such as `message`; undefined if the payload has nothing but receipts. */
  readonly userEventKind: string | undefined;
}

export interface ChannelPlatform {
  /**
   * Tells the platform that an agent read the user's message. Returns SENT when the platform said so,
   * REFUSED when it said that trying again is useless, and throws when the event should come again:
   * NeedsOperatorError and RetryAfterError when no other call should be made meanwhile either.
   */
  markRead(
    name: MessageName,
    agent: string | undefined,
  ): Promise<MarkReadResult>;
}

export type MarkReadResult =
  | { outcome: "SENT" }
  | { outcome: "REJECTED"; httpStatus: number; reason: string };
