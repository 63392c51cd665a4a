import * as z from "zod";
import { parseJson } from "../../shared/runtime/json.ts";
import { parseTimestamp } from "../../shared/runtime/timestamp.ts";
import { UserError } from "../../shared/runtime/user-error.ts";
import { request } from "../request.ts";
import { RefusedError, type DeadLetterQueue } from "./queue.ts";

const Letters = z.array(
  z
    .object({
      messageId: z.string(),
      publishTime: z.string(),
      attributes: z.record(z.string(), z.string()),
      data: z.base64(),
    })
    .transform(({ messageId, publishTime, attributes, data }) => ({
      id: messageId,
      time: parseTimestamp(publishTime) ?? 0,
      attributes,
      data: Buffer.from(data, "base64"),
    })),
);

/** The dead letters of a local stack, over HTTP. Nobody else reads there: nothing is leased. */
export function createStackQueue(url: string): DeadLetterQueue {
  const expect = (status: number, text: string, ...expected: number[]) => {
    if (expected.includes(status)) return;
    throw new UserError(`The stack answered ${status}. ${text}`.trim());
  };
  return {
    async *read() {
      const answer = await request(`${url}/dead-letters?data=base64`);
      expect(answer.status, answer.text, 200);
      const letters = Letters.safeParse(parseJson(answer.text));
      if (!letters.success) {
        throw new UserError(`What answers at ${url} is no local stack.`);
      }
      yield letters.data;
    },
    async publish(topic, messages) {
      for (const message of messages) {
        const data = message.data.toString("base64");
        const { status, text } = await request(
          `${url}/topics/${encodeURIComponent(topic)}`,
          { method: "POST", body: JSON.stringify({ ...message, data }) },
        );
        if (status === 400) {
          throw new RefusedError(`The stack refuses it: ${text.trim()}`);
        }
        expect(status, text, 202);
      }
    },
    async remove({ id }) {
      const { status, text } = await request(
        `${url}/dead-letters/${encodeURIComponent(id)}`,
        { method: "DELETE" },
      );
      expect(status, text, 204, 404);
    },
    close: () => Promise.resolve(),
  };
}
