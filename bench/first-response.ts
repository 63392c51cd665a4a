import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { FunctionProcess } from "./function-process.ts";
import type { Post } from "./requests.ts";

const GIVE_UP_MS = 20_000;
const LOOK_MS = 1; // how long after a refused connection the next one is tried

/** Posts to a function that is starting until it answers. Throws if that is anything but 2xx. */
export async function firstAnswer(
  running: FunctionProcess,
  post: Post,
): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    const status = await send(running.port, post);
    if (status !== undefined && status < 300) return;
    if (status !== undefined) {
      throw new Error(`${running.name} answered ${status}.`);
    }
    const complaint = running.complaint();
    if (complaint !== undefined) throw new Error(complaint);
    if (performance.now() > giveUpAt) {
      throw new Error(`${running.name} does not answer.`);
    }
    await sleep(LOOK_MS);
  }
}

/** The status of the answer; undefined if nothing listens yet. */
function send(
  port: number,
  { path, headers, body }: Post,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    request({ host: "127.0.0.1", port, path, headers, method: "POST" })
      .once("response", (response) => {
        response.resume().once("end", () => resolve(response.statusCode));
      })
      .once("error", () => resolve(undefined))
      .end(body);
  });
}
