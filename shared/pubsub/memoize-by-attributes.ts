import type { OutgoingMessage } from "./publisher.ts";

/** The same function of attributes, which remembers its results while it lives: many messages share theirs. */
export function memoizeByAttributes<T>(
  compute: (attributes: OutgoingMessage["attributes"]) => T,
): (attributes: OutgoingMessage["attributes"]) => T {
  const results = new Map<OutgoingMessage["attributes"], T>();
  return (attributes) => {
    let result = results.get(attributes);
    if (result === undefined) {
      result = compute(attributes);
      results.set(attributes, result);
    }
    return result;
  };
}
