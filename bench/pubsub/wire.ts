const MESSAGES_TAG = (2 << 3) | 2; // PublishRequest.messages, length-delimited
const MESSAGE_IDS_TAG = (1 << 3) | 2; // PublishResponse.message_ids, likewise

/** How many messages a `google.pubsub.v1.PublishRequest` holds. Its fields are all length-delimited. */
export function countMessages(request: Buffer): number {
  let count = 0;
  let at = 0;
  while (at < request.length) {
    if (request[at] === MESSAGES_TAG) count += 1;
    at += 1;
    let length = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = request[at++] ?? 0;
      length |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte > 0x7f);
    at += length;
  }
  return count;
}

/** A `google.pubsub.v1.PublishResponse` with as many ids, all of them 1. */
export function toPublishResponse(count: number): Buffer {
  const id = [MESSAGE_IDS_TAG, 1, "1".charCodeAt(0)];
  return Buffer.concat(Array.from({ length: count }, () => Buffer.from(id)));
}
