import type { WriteStream } from "node:tty";

/** A line that counts up in place; nothing where nobody looks. */
export function createProgress(
  stream: Pick<WriteStream, "isTTY" | "write">,
  total: number,
  verb: string,
): { show(done: number): void; end(): void } {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined };
  const START = "\r\u001b[K"; // to the start of the line, which is emptied
  return {
    show: (done) => void stream.write(`${START}${verb} ${done} of ${total} …`),
    end: () => void stream.write(START),
  };
}
