import { channelOf } from "../support/channels.ts";

/**
 * Whether a message's name may be a Firestore document's path and part of a URL. Written anew from Firestore's
 * constraints on document ids, to check the code's own.
 */
export function isSafePath(name: string): boolean {
  return channelOf(name) !== undefined && name.split("/").every(isSafeSegment);
}

function isSafeSegment(id: string): boolean {
  const bytes = Buffer.from(id);
  const isWellFormed = bytes.toString() === id;
  const isReserved =
    [".", ".."].includes(id) ||
    (id.length >= 4 && id.startsWith("__") && id.endsWith("__"));
  const hasControl = bytes.some((byte) => byte < 0x20 || byte === 0x7f);
  return (
    bytes.length > 0 &&
    bytes.length <= 1500 &&
    isWellFormed &&
    !isReserved &&
    !hasControl
  );
}
