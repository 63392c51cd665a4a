import { expect, it } from "@jest/globals";
import {
  injectTraceContext,
  TRACE_ATTRIBUTE,
} from "../../../shared/pubsub/trace-attributes.ts";
import { runInTraceContext } from "../../../shared/runtime/trace.ts";

const PROJECT = "my-project";
const PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const message = { data: Buffer.from("d"), attributes: { channel: "c" } };

it("adds the trace context to messages that are published in a trace", () => {
  runInTraceContext(PARENT, PROJECT, () => {
    const attributes = { channel: "c", [TRACE_ATTRIBUTE]: PARENT };
    expect(injectTraceContext([message])).toEqual([{ ...message, attributes }]);
  });
});

it("leaves messages unchanged outside of a trace", () => {
  expect(injectTraceContext([message])).toEqual([message]);
});
