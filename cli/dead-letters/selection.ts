import { readDeadLetter } from "../../shared/pubsub/read-dead-letter.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";
import { UserError } from "../../shared/runtime/user-error.ts";
import type { DeadLetterMessage } from "./queue.ts";

export interface Filters {
  /** A part of the reason, in capitals or not. */
  readonly reason?: string;
  readonly channel?: string;
  readonly agent?: string;
  readonly olderThan?: Micros;
  readonly newerThan?: Micros;
}

/** Which letters are meant. */
export interface Selection extends Filters {
  /** Undefined means all that pass the filters. */
  readonly ids?: ReadonlySet<string>;
}

/** What a command that changes something is about: never everything by omission. */
export function toSelection(
  ids: readonly string[],
  { all, ...filters }: Filters & { readonly all?: true },
): Selection {
  const { reason, channel, agent, olderThan, newerThan } = filters;
  const given = [reason, channel, agent, olderThan, newerThan];
  const isFiltered = given.some((value) => value !== undefined);
  if (ids.length === 0 && all !== true) {
    throw new UserError(
      "Name the letters by their ids, or say --all, with which filters such as --reason go.",
    );
  }
  if (ids.length > 0 && (all === true || isFiltered)) {
    throw new UserError("Ids go alone, without --all and without filters.");
  }
  return ids.length > 0 ? { ids: new Set(ids) } : filters;
}

export function matchesSelection(
  letter: DeadLetterMessage,
  selection: Selection,
  now: Micros,
): boolean {
  const { ids, reason, channel, agent, olderThan, newerThan } = selection;
  const story = readDeadLetter(letter.attributes);
  const age = now - letter.time;
  const isReason = (part: string) =>
    story.reason.toLowerCase().includes(part.toLowerCase());
  return (
    (ids === undefined || ids.has(letter.id)) &&
    (reason === undefined || isReason(reason)) &&
    (channel === undefined || story.channel === channel) &&
    (agent === undefined || story.agent === agent) &&
    (olderThan === undefined || age > olderThan) &&
    (newerThan === undefined || age < newerThan)
  );
}
