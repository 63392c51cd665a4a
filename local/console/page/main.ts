import type { MessageState } from "../../../shared/message-state.ts";
import type { Update } from "../feed.ts";
import { MAX_MESSAGES } from "../limits.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { createFaults } from "./faults.ts";
import { listen } from "./feed.ts";
import { onNextFrame } from "./frame.ts";
import { createPicture } from "./picture.ts";
import { createPlots } from "./plots.ts";
import { Rows } from "./rows.ts";
import { createSamples } from "./samples.ts";
import { createTable } from "./table.ts";
import { Tally } from "./tally.ts";

let rows = new Rows(MAX_MESSAGES);
let tally = new Tally();
/** The newest of everything else, until it is shown. */
let latest: Update = {};
let deadLetterCount = 0;

const renderSoon = onNextFrame(render);
const table = createTable(renderSoon);
const deadLetters = createDeadLetters();
const samples = createSamples();
const faults = createFaults();
const plots = createPlots();
const picture = createPicture();

listen(
  ({ channels }) => {
    rows = new Rows(MAX_MESSAGES);
    tally = new Tally();
    latest = {};
    picture.reset();
    samples.render(channels);
    renderSoon();
  },
  ({ messages = [], gone = [], ...others }) => {
    for (const state of messages) {
      forget(rows.set(state));
      tally.add(state);
    }
    for (const name of gone) forget(rows.delete(name));
    latest = { ...latest, ...others };
    renderSoon();
  },
);

function forget(states: readonly MessageState[]): void {
  for (const state of states) tally.remove(state);
}

/** Once a frame at most, however much has come. */
function render(): void {
  table.render(rows);
  if (latest.deadLetters) {
    deadLetters.render(latest.deadLetters);
    deadLetterCount = latest.deadLetters.total;
  }
  if (latest.faults) faults.render(latest.faults);
  if (latest.traffic) picture.render(latest.traffic);
  latest = {};
  plots.render(tally, deadLetterCount);
}
