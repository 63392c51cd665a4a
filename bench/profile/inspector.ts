import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";

const GIVE_UP_MS = 20_000;
const LOOK_MS = 5;

const Targets = z.tuple([z.object({ webSocketDebuggerUrl: z.url() })]);
const Answer = z.object({
  id: z.number(),
  result: z.unknown(),
  error: z.object({ message: z.string() }).optional(),
});

/** Speaks to the inspector of a Node process (Chrome DevTools Protocol). */
export interface Inspector {
  send(method: string, parameters?: object): Promise<unknown>;
  close(): void;
}

/** Connects to the inspector of a process that is starting. */
export async function connectInspector(port: number): Promise<Inspector> {
  const socket = new WebSocket(await urlOf(port));
  await once(socket, "open");
  const waiting = new Map<number, (answer: z.infer<typeof Answer>) => void>();
  socket.addEventListener("message", ({ data }) => {
    const answer = Answer.safeParse(JSON.parse(String(data)));
    if (!answer.success) return; // an event
    waiting.get(answer.data.id)?.(answer.data);
    waiting.delete(answer.data.id);
  });
  let id = 0;
  return {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        id += 1;
        waiting.set(id, ({ result, error }) => {
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result);
        });
        socket.send(JSON.stringify({ id, method, params }));
      }),
    close() {
      socket.close();
    },
  };
}

async function urlOf(port: number): Promise<string> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/json/list`);
      const [target] = Targets.parse(await response.json());
      return target.webSocketDebuggerUrl;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await sleep(LOOK_MS);
    }
  }
}
