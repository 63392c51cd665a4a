import type { Update } from "../feed.ts";
import { MAX_MESSAGES } from "../limits.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { listen } from "./feed.ts";
import { onNextFrame } from "./frame.ts";
import { Rows } from "./rows.ts";
import { createSamples } from "./samples.ts";
import { createTable } from "./table.ts";

let rows = new Rows(MAX_MESSAGES);
let letters: Update["deadLetters"];
const renderSoon = onNextFrame(render);
const table = createTable(renderSoon);
const deadLetters = createDeadLetters();
const samples = createSamples();

listen(
  ({ channels }) => {
    rows = new Rows(MAX_MESSAGES);
    samples.render(channels);
    renderSoon();
  },
  (update) => {
    for (const state of update.messages ?? []) rows.set(state);
    for (const name of update.gone ?? []) rows.delete(name);
    if (update.deadLetters) letters = update.deadLetters;
    renderSoon();
  },
);

function render(): void {
  table.render(rows);
  if (letters) deadLetters.render(letters);
}
