import type { MessageState } from "../../../shared/messages/message-state.ts";

/** A message as the page holds it. */
export interface Row {
  state: MessageState;
  /** What the filter looks at. */
  text: string;
  isGone: boolean;
}

/** All messages that the page knows, in the order in which they came: the oldest are forgotten. */
export class Rows {
  readonly #max: number;
  readonly #rows = new Map<string, Row>();
  #order: Row[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#rows.size;
  }

  has(message: string): boolean {
    return this.#rows.has(message);
  }

  /** Takes a message's state; returns the states that it replaces or pushes out. */
  set(state: MessageState): MessageState[] {
    const found = this.#rows.get(state.message);
    if (found) {
      const before = found.state;
      found.state = state;
      found.text = textOf(state);
      return [before];
    }
    const row = { state, text: textOf(state), isGone: false };
    this.#rows.set(state.message, row);
    this.#order.push(row);
    if (this.size <= this.#max) return [];
    const [oldest = ""] = this.#rows.keys();
    return this.delete(oldest);
  }

  /** Forgets a message; returns its state, if it was there. */
  delete(message: string): MessageState[] {
    const row = this.#rows.get(message);
    if (!row) return [];
    row.isGone = true;
    this.#rows.delete(message);
    if (this.#order.length > 2 * this.size + 100) {
      this.#order = this.#order.filter(({ isGone }) => !isGone);
    }
    return [row.state];
  }

  /** The messages that contain the text, those that changed last before the others: no more than the limit. */
  lastTouched(limit: number, filter: string): MessageState[] {
    const timeOf = ({ updateTime }: MessageState) => updateTime ?? "";
    return this.newest(this.size, filter)
      .sort((one, other) => timeOf(other).localeCompare(timeOf(one)))
      .slice(0, limit);
  }

  /** The newest messages that contain the text: no more than the limit. */
  newest(limit: number, filter: string): MessageState[] {
    const wanted = filter.trim().toLowerCase();
    const found: MessageState[] = [];
    for (let i = this.#order.length - 1; i >= 0; i -= 1) {
      const row = this.#order[i];
      if (!row || row.isGone || !row.text.includes(wanted)) continue;
      found.push(row.state);
      if (found.length === limit) break;
    }
    return found;
  }
}

function textOf({ message, channel, agent, status, summary }: MessageState) {
  return `${message} ${channel} ${agent} ${status} ${summary}`.toLowerCase();
}
