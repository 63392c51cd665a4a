import * as z from "zod";
import { createLog } from "../../../shared/runtime/log.ts";
import {
  createPushFunction,
  type Delivery,
} from "../../../shared/pubsub/push-function.ts";
import { keepLine } from "../../support/keep-line.ts";
import { createKeptPublisher } from "../../support/publisher.ts";
import { serveFunction } from "../../support/serve-function.ts";

export const DEAD_LETTERS = "projects/p/topics/dead-letters";

const Event = z.object({ name: z.string(), of: z.object({ size: z.int() }) });
type Event = z.infer<typeof Event>;

/** An event that keeps to the contract of the served function. */
export const EVENT: Event = { name: "a", of: { size: 1 } };

/** Serves a push function that does with each event as it is told. */
export async function servePushFunction(
  handle: (event: Event) => Promise<void> = () => Promise.resolve(),
  publisher = createKeptPublisher(),
) {
  const handled: [Event, Delivery][] = [];
  const lines: Record<string, unknown>[] = [];
  const served = await serveFunction(
    createPushFunction({
      name: "tested",
      schema: Event,
      handle(event, delivery) {
        handled.push([event, delivery]);
        return handle(event);
      },
      publisher,
      deadLettersTopic: DEAD_LETTERS,
      log: createLog((line) => {
        keepLine(line);
        lines.push(JSON.parse(line) as Record<string, unknown>);
      }),
    }),
  );
  return {
    ...served,
    handled,
    lines,
    letters: () => publisher.on(DEAD_LETTERS),
  };
}
