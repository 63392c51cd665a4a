const Sequencer = require("@jest/test-sequencer").default;

// Long-running tests, the longest first. Last in a run, one of them would keep a single worker busy while the others idle.
const LONG = [
  "/test/terraform/modules.",
  "/test/end-to-end/",
  "/test/browser/",
  "/test/local/",
  "/test/cli/",
  "/test/build/",
];

/** Starts the long-running tests first. jest knows durations only from earlier runs, and a fresh clone has none. */
module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = LONG.findIndex((part) => path.includes(part));
      return found === -1 ? LONG.length : found;
    };
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
};
