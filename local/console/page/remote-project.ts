import type { Hello } from "../hello.ts";
import type { Update } from "../update.ts";
import { byId, write } from "./element.ts";
import { createStats } from "./stats.ts";
import { createLookup } from "./lookup.ts";
import type { View } from "./table.ts";

/** What the page shows of a deployed project alone. */
export function createRemoteProject(
  isKnown: (message: string) => boolean,
  onFound: () => void,
) {
  const figures = createStats();
  let lookup: ReturnType<typeof createLookup> | undefined;
  let note = "";
  return {
    begin({ deadLettersCommand, maxRows }: NonNullable<Hello["deployed"]>) {
      lookup ??= createLookup(isKnown, onFound);
      note = `These are some of today's messages (in UTC): of each state and channel ${maxRows} at most. Any message, of other days too, is found by its full name: write it into the filter.`;
      write(byId("states-note"), note);
      write(
        byId("dead-letters-note"),
        "They are not shown here: whoever looks at them takes them from others for a while. This lists them:",
      );
      write(byId("dead-letters-command"), deadLettersCommand);
    },
    render({ figures: counted, isPaused }: Update): void {
      if (counted) figures.render(counted);
      if (isPaused === undefined) return;
      const pause =
        "More changes than may be read in a minute, so the rows rest until it is over. ";
      write(byId("states-note"), `${isPaused ? pause : ""}${note}`);
    },
    view: {
      none: "None today, so far.",
      order: "those that changed last first",
      choose: (rows, limit, filter) => [
        ...(lookup?.found() ?? []),
        ...rows.lastTouched(limit, filter),
      ],
    } satisfies View,
  };
}
