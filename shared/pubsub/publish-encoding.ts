import type { OutgoingMessage } from "./publisher.ts";
import { memoizeByAttributes } from "./memoize-by-attributes.ts";

// Every field that is used here is length-delimited: wire type 2 (Protocol Buffers, "Encoding").
const tagOf = (field: number) => (field << 3) | 2;

const [TOPIC, MESSAGES] = [tagOf(1), tagOf(2)]; // google.pubsub.v1.PublishRequest
const [DATA, ATTRIBUTES] = [tagOf(1), tagOf(2)]; // google.pubsub.v1.PubsubMessage
const [KEY, VALUE] = [tagOf(1), tagOf(2)]; // an entry of a map

/**
 * Writes a `google.pubsub.v1.PublishRequest` in protobuf's wire format. The client's own encoder first makes an object
 * of each message and of its attributes; here, attributes that messages share are encoded once.
 */
export function encodePublishRequest(
  topic: string,
  messages: readonly OutgoingMessage[],
): Buffer {
  const encode = memoizeByAttributes(encodeAttributes);
  const sized = messages.map(({ data, attributes }) => {
    const encoded = encode(attributes);
    return { data, encoded, size: fieldSize(data.length) + encoded.length };
  });
  const name = encodeText(TOPIC, topic);
  const size = sized.reduce((sum, each) => sum + fieldSize(each.size), 0);
  const request = Buffer.allocUnsafe(name.length + size);
  let at = name.copy(request);
  for (const { data, encoded, size } of sized) {
    at = writeHead(request, at, MESSAGES, size);
    at = writeHead(request, at, DATA, data.length);
    at += data.copy(request, at);
    at += encoded.copy(request, at);
  }
  return request;
}

function encodeAttributes(attributes: OutgoingMessage["attributes"]): Buffer {
  const entries = Object.entries(attributes).map(([name, value]) =>
    encodeField(
      ATTRIBUTES,
      Buffer.concat([encodeText(KEY, name), encodeText(VALUE, value)]),
    ),
  );
  return Buffer.concat(entries);
}

function encodeText(tag: number, text: string): Buffer {
  return encodeField(tag, Buffer.from(text));
}

function encodeField(tag: number, content: Buffer): Buffer {
  const field = Buffer.allocUnsafe(fieldSize(content.length));
  content.copy(field, writeHead(field, 0, tag, content.length));
  return field;
}

/** Bytes of a field with its tag, its length and so many bytes of content. */
function fieldSize(length: number): number {
  let size = 2 + length;
  for (let rest = length; rest > 0x7f; rest >>>= 7) size += 1;
  return size;
}

/** Writes a field's tag and the length of its content as a varint. Returns where the content begins. */
function writeHead(
  buffer: Buffer,
  start: number,
  tag: number,
  length: number,
): number {
  let at = start;
  buffer[at++] = tag;
  let rest = length;
  for (; rest > 0x7f; rest >>>= 7) buffer[at++] = (rest & 0x7f) | 0x80;
  buffer[at++] = rest;
  return at;
}
