import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { createSample } from "../support/sample.ts";
import { LOCAL_KEY } from "../../local/default-keys.ts";
import { createEmbeddedInfrastructure } from "../../local/embedded/infrastructure.ts";
import { startStack, type Stack } from "../../local/stack.ts";
import { createLog } from "../../shared/runtime/log.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { eventually } from "../support/eventually.ts";
import { keepLine } from "../support/keep-line.ts";

const TRACE = "logging.googleapis.com/trace";
const lines: Record<string, unknown>[] = [];
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({
    port: 0,
    backend: createEmbeddedInfrastructure(),
    environment: {},
    retentionMicros: MICROS_PER_DAY,
    log: createLog((line) => {
      keepLine(line);
      lines.push(JSON.parse(line) as Record<string, unknown>);
    }),
  });
});
afterAll(() => stack.close());

/** The functions that logged something of a trace, each once. */
function functionsIn(traceId: string): unknown[] {
  const own = lines.filter((line) => String(line[TRACE]).endsWith(traceId));
  return [...new Set(own.map((line) => line.function))];
}

it("is one from the webhook to the store", async () => {
  const traceId = "a".repeat(32);
  const { headers, body } = createSample({ count: 2, key: LOCAL_KEY });
  const traceparent = `00-${traceId}-${"b".repeat(16)}-01`;
  const answer = await fetch(`${stack.url}/webhook/business-messages`, {
    method: "POST",
    headers: { ...headers, traceparent },
    body,
  });
  expect(answer.status).toBe(200);
  await eventually(() => {
    expect(functionsIn(traceId)).toEqual(["receiveWebhook", "storeReceipt"]);
  });
});

it("is one from the agent's read to the platform", async () => {
  const message = "conversations/C/messages/traced";
  const body = JSON.stringify({ message });
  await fetch(`${stack.url}/agent-reads`, { method: "POST", body });
  await eventually(async () => {
    const requests = await fetch(`${stack.url}/platform/requests`);
    const [request] = (await requests.json()) as { traceparent: string }[];
    const [, traceId = "none"] = request?.traceparent.split("-") ?? [];
    expect(functionsIn(traceId)).toEqual(["sendReadReceipt"]);
  });
});
