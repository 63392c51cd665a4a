import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { readAnswer, type Answer } from "./answer.ts";
import { Find } from "./find.ts";
import type { CaseRecord, Records } from "./records.ts";

const GIVE_UP_MS = 30_000;
const IDLE_MS = 100;

/**
 * How a request ends. `answer`: it is whole, and HTTP asks for an answer. `close`: the server may hang up
 * instead. `cut`: it is not whole, and the sender hangs up. `idle`: nobody knows, so the sender hangs up
 * when the server is silent.
 */
export type Ending = "answer" | "close" | "cut" | "idle";

export interface WireRequest {
  readonly bytes: Buffer;
  readonly ending: Ending;
  readonly toHead?: boolean;
}

/** A client of one server that sends bytes as they are, on one connection for as long as that lasts. */
export interface Lane {
  /** Undefined if the connection ended without an answer. */
  send(request: WireRequest, record: CaseRecord): Promise<Answer | undefined>;
  close(): void;
}

export function createLane(url: string, records: Records): Lane {
  const { hostname, port } = new URL(url);
  let kept: Socket | undefined;

  async function open(): Promise<Socket> {
    const socket = connect({ port: Number(port), host: hostname });
    socket.setNoDelay(true);
    await once(socket, "connect");
    socket.on("error", () => undefined); // "close" follows
    return socket;
  }

  async function send(
    request: WireRequest,
    record: CaseRecord,
  ): Promise<Answer | undefined> {
    const isWhole = request.ending === "answer";
    const reused = isWhole && kept?.writable ? kept : undefined;
    const socket = reused ?? (await open());
    records.assign(socket, record);
    const before = record.requests;
    kept = undefined;
    const answer = await exchange(socket, request).catch((error: unknown) => {
      socket.destroy();
      throw error;
    });
    if (isWhole && answer?.headers.get("connection") !== "close") kept = socket;
    else socket.destroy();
    // The server may hang up on an idle connection at the moment when it is used again.
    const mayTryAgain = !answer && reused && record.requests === before;
    return mayTryAgain ? send(request, record) : answer;
  }
  return { send, close: () => kept?.destroy() };
}

function exchange(
  socket: Socket,
  { bytes, ending, toHead = false }: WireRequest,
): Promise<Answer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<
    Answer | undefined
  >();
  let received: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    const read = readAnswer(received, toHead);
    if (!read) return;
    const isOneTooMany = ending === "answer" && read.rest.length > 0;
    if (isOneTooMany) reject(new Find("One request got two answers."));
    else resolve(read.answer);
  };
  const onClose = () => resolve(undefined);
  const onTimeout = () => {
    if (ending !== "idle" || socket.writableEnded) {
      reject(new Find("A request got no answer."));
    }
    socket.end().setTimeout(GIVE_UP_MS);
  };
  socket.on("data", onData).on("close", onClose).on("timeout", onTimeout);
  socket.setTimeout(ending === "idle" ? IDLE_MS : GIVE_UP_MS);
  socket.write(bytes);
  if (ending === "cut") socket.end();
  return promise.finally(() => {
    socket.setTimeout(0);
    socket.off("data", onData).off("close", onClose).off("timeout", onTimeout);
  });
}
