import type { DeadLetterEntry, Update } from "../update.ts";
import { timeOf } from "./cells.ts";
import { byId, create, write } from "./element.ts";

const MAX_BODY = 2000;

/** Lists the newest dead letters: why each could not be used, and what it was. */
export function createDeadLetters() {
  const list = byId("dead-letters");
  const count = byId("dead-letter-count");
  const shown = new Map<string, HTMLElement>();
  return {
    render({ total, newest }: NonNullable<Update["deadLetters"]>): void {
      const ids = new Set(newest.map(({ messageId }) => messageId));
      for (const [id, item] of shown) {
        if (ids.has(id)) continue;
        item.remove();
        shown.delete(id);
      }
      let next = list.firstElementChild;
      for (const letter of newest) {
        const item = shown.get(letter.messageId) ?? createItem(letter);
        shown.set(letter.messageId, item);
        if (item === next) next = next.nextElementSibling;
        else list.insertBefore(item, next);
      }
      write(
        count,
        total === 0
          ? "None."
          : `${total} in all${total > newest.length ? `, the newest ${newest.length} shown` : ""}.`,
      );
    },
  };
}

function createItem(letter: DeadLetterEntry): HTMLElement {
  const { reason, source, channel, publishTime, body } = letter;
  const text =
    typeof body === "string" ? body : JSON.stringify(body, undefined, 2);
  const from = [channel, source, timeOf(publishTime)].filter(Boolean);
  return create(
    "li",
    {},
    create("p", {}, reason),
    create("p", { class: "quiet" }, from.join(" · ")),
    create(
      "details",
      {},
      create("summary", {}, "What came"),
      create(
        "pre",
        { tabindex: "0", role: "group", "aria-label": "What came" },
        text.length > MAX_BODY ? `${text.slice(0, MAX_BODY)} …` : text,
      ),
    ),
  );
}
