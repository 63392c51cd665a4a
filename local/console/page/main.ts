import type { MessageState } from "../../../shared/messages/message-state.ts";
import type { Update } from "../update.ts";
import { MAX_MESSAGES } from "../limits.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { createRemoteProject } from "./remote-project.ts";
import { createFaults } from "./faults.ts";
import { listen } from "./feed.ts";
import { oncePerFrame } from "./frame.ts";
import { createPipelineDiagram } from "./pipeline-diagram.ts";
import { createPlots } from "./plots.ts";
import { Rows } from "./rows.ts";
import { createSamples } from "./samples.ts";
import { createTable, LOCAL_VIEW } from "./table.ts";
import { Tally } from "./tally.ts";

let rows = new Rows(MAX_MESSAGES);
let tally = new Tally();
let view = LOCAL_VIEW;
/** The newest of everything else, until it is shown. */
let latest: Update = {};
let deadLetterCount = 0;

const renderSoon = oncePerFrame(render);
const table = createTable(renderSoon);
const deadLetters = createDeadLetters();
const samples = createSamples();
const faults = createFaults();
const plots = createPlots();
const picture = createPipelineDiagram();
const deployed = createRemoteProject(
  (message) => rows.has(message),
  renderSoon,
);

listen(
  (hello) => {
    document.body.dataset.mode = hello.deployed ? "deployed" : "local";
    if (hello.deployed) deployed.begin(hello.deployed);
    view = hello.deployed ? deployed.view : LOCAL_VIEW;
    rows = new Rows(MAX_MESSAGES);
    tally = new Tally();
    latest = {};
    picture.reset();
    samples.render(hello.channels);
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
  table.render(rows, view);
  if (latest.deadLetters) {
    deadLetters.render(latest.deadLetters);
    deadLetterCount = latest.deadLetters.total;
  }
  if (latest.faults) faults.render(latest.faults);
  if (latest.traffic) picture.render(latest.traffic);
  deployed.render(latest);
  latest = {};
  plots.render(tally, deadLetterCount);
}
