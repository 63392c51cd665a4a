import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual, styleText } from "node:util";
import type { MessageState } from "../../shared/messages/message-state.ts";

/** What the demo plays on: it talks to the stack over HTTP, and says what it sees. */
export interface Runner {
  say(text: string): void;
  /** Begins a step. */
  step(title: string): void;
  post(
    path: string,
    body: string,
    headers?: Record<string, string>,
  ): Promise<number>;
  get<T>(path: string): Promise<T | undefined>;
  /** Waits until a message's state has these values; says so, or what it has instead. */
  expectState(message: string, wanted: Partial<MessageState>): Promise<void>;
  /** Waits until what is looked up is as wanted; says so, or what it is instead. */
  expect<T>(what: string, look: () => T | Promise<T>, wanted: T): Promise<void>;
  /** Says how it went; true if everything was as it should be. */
  end(): boolean;
}

/** @param patienceMs how long a check waits for what it wants to see */
export function createRunner(
  url: string,
  print: (line: string) => void,
  patienceMs = 30_000,
): Runner {
  let steps = 0;
  let failures = 0;

  const stage: Runner = {
    say: (text) => print(`  ${styleText("dim", text)}`),
    step(title) {
      steps += 1;
      print("");
      print(styleText("bold", `${steps}. ${title}`));
    },
    async post(path, body, headers = {}) {
      const response = await fetch(url + path, {
        method: "POST",
        body,
        headers,
      });
      await response.arrayBuffer();
      print(
        `  → POST ${path}  ${styleText("dim", `answered ${response.status}`)}`,
      );
      return response.status;
    },
    async get<T>(path: string) {
      const response = await fetch(url + path);
      return response.ok ? ((await response.json()) as T) : undefined;
    },
    async expectState(message, wanted) {
      const id = message.split("/").at(-1);
      const shown = Object.entries(wanted)
        .map(([field, value]) => `${field} ${JSON.stringify(value)}`)
        .join(", ");
      const look = async () => {
        const state = await stage.get<MessageState>(`/messages/${message}`);
        return state && pick(state, wanted);
      };
      await stage.expect(`${id}: ${shown}`, look, wanted);
    },
    async expect(what, look, wanted) {
      const giveUpAt = Date.now() + patienceMs;
      let seen = await look();
      while (!isDeepStrictEqual(seen, wanted) && Date.now() < giveUpAt) {
        await sleep(20);
        seen = await look();
      }
      if (isDeepStrictEqual(seen, wanted)) {
        print(`  ${styleText("green", "✓")} ${what}`);
      } else {
        failures += 1;
        print(
          `  ${styleText("red", "✗")} ${what}, but it is ${JSON.stringify(seen)}`,
        );
      }
    },
    end() {
      print("");
      print(
        failures === 0
          ? styleText("green", `All ${steps} steps went as they should.`)
          : styleText("red", `${failures} of the checks failed.`),
      );
      return failures === 0;
    },
  };
  return stage;
}

function pick<T extends object>(from: T, like: Partial<T>): Partial<T> {
  const fields = Object.keys(like) as (keyof T)[];
  return Object.fromEntries(
    fields.map((field) => [field, from[field]]),
  ) as Partial<T>;
}
