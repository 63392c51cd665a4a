import type { MessageState } from "../../../shared/messages/message-state.ts";
import { cellsOf, COLUMNS } from "./cells.ts";
import { byId, create, write } from "./element.ts";
import type { Rows } from "./rows.ts";

/** However many messages there are, no more rows than these are on the page; those that leave are used again. */
const WINDOW = 200;
const FLASH_MS = 1500;
const prefersStill = matchMedia("(prefers-reduced-motion: reduce)");

/** Which of the rows are shown, and how that is said. */
export interface View {
  readonly none: string;
  readonly order: string;
  readonly choose: (
    rows: Rows,
    limit: number,
    filter: string,
  ) => readonly MessageState[];
}

export const LOCAL_VIEW: View = {
  none: "None yet: send a sample.",
  order: "the newest first",
  choose: (rows, limit, filter) => rows.newest(limit, filter),
};

/** Shows the newest messages that fit the filter; each change is to be seen in its row. */
export function createTable(onFilter: () => void) {
  const body = byId("messages");
  const filter = byId<HTMLInputElement>("filter");
  const count = byId("message-count");
  const shown = new Map<string, HTMLElement>();
  filter.addEventListener("input", onFilter);

  return {
    render(rows: Rows, view: View): void {
      const wanted = view.choose(rows, WINDOW, filter.value);
      const names = new Set(wanted.map(({ message }) => message));
      const spare: HTMLElement[] = [];
      for (const [name, row] of shown) {
        if (names.has(name)) continue;
        spare.push(row);
        shown.delete(name);
      }
      let next = body.firstElementChild;
      for (const state of wanted) {
        let row = shown.get(state.message);
        if (!row) {
          row = spare.shift() ?? createRow();
          shown.set(state.message, row);
        }
        update(row, state);
        if (row === next) next = next.nextElementSibling;
        else body.insertBefore(row, next);
      }
      spare.forEach((row) => row.remove());
      write(count, describe(wanted.length, rows.size, view));
    },
  };
}

function describe(shown: number, known: number, view: View): string {
  const numbers = new Intl.NumberFormat("en");
  return known === 0
    ? view.none
    : `${numbers.format(shown)} of ${numbers.format(known)} shown, ${view.order}.`;
}

function createRow(): HTMLElement {
  // On narrow screens these are no table for the browser: the roles say so all the same.
  const cells = COLUMNS.map((column) =>
    create("td", { role: "cell", "data-column": column }),
  );
  return create("tr", { role: "row" }, ...cells);
}

function update(row: HTMLElement, state: MessageState): void {
  const isNew = row.dataset.message !== state.message;
  if (isNew) {
    row.dataset.message = state.message;
    row.getAnimations().forEach((flash) => flash.cancel());
    row.firstElementChild?.setAttribute("title", state.message);
  }
  row.dataset.status =
    state.status ?? (state.agentRead ? `AGENT_${state.agentRead.status}` : "-");
  let hasChanged = false;
  cellsOf(state).forEach((text, i) => {
    const cell = row.children[i];
    if (cell && write(cell, text)) hasChanged = true;
  });
  if (!hasChanged || isNew) return;
  if (prefersStill.matches) return;
  row.animate({ background: ["var(--flash)", "transparent"] }, FLASH_MS);
}
