import type { Bench, Outcome, Setting } from "../bench.ts";
import { interleave, valuesOf, type Samples } from "../interleave.ts";
import { formatSpread, ratios, spreadOf } from "../statistics.ts";
import { startEmbedded } from "./embedded.ts";
import { measureLag, type Pace } from "./measure-lag.ts";
import { startOneFunction, startOurs } from "./on-emulators.ts";
import type { System } from "./system.ts";

const one = (rate: number): Pace => ({ rate, receiptsAPayload: 1 });
const EMBEDDED = [one(1), one(100), { rate: 1000, receiptsAPayload: 10 }];
const ON_EMULATORS = [one(1), one(100), one(300)]; // Pub/Sub's pushes about 500 a second
const WARM_UP = one(50);

const roundsOf = (isQuick: boolean) => (isQuick ? 1 : 3);
const secondsOf = (isQuick: boolean, { rate }: Pace) =>
  (isQuick ? 2 : 5) * (rate === 1 ? 2 : 1);

export const endToEndBenches: readonly Bench[] = [
  {
    name: "end-to-end-embedded",
    title: "End to end, embedded",
    needsEmulators: false,
    steps: (isQuick) => EMBEDDED.length * roundsOf(isQuick),
    run: async (setting) => measure(setting, [await startEmbedded()], EMBEDDED),
  },
  {
    name: "end-to-end-emulators",
    title: "End to end, on Google's emulators",
    needsEmulators: true,
    steps: (isQuick) => 2 * ON_EMULATORS.length * roundsOf(isQuick),
    async run(setting) {
      const { emulators, folder } = setting;
      if (!emulators) throw new Error("The bench has no emulators.");
      const systems = [
        await startOneFunction(folder, emulators),
        await startOurs(folder, emulators),
      ];
      return measure(setting, systems, ON_EMULATORS);
    },
  },
];

/** @param systems the first is 1 */
async function measure(
  setting: Setting,
  systems: readonly System[],
  paces: readonly Pace[],
): Promise<Outcome> {
  const { isQuick } = setting;
  const subjects = paces.flatMap((pace) =>
    systems.map((system) => ({
      name: nameOf(system, pace),
      measure: () => measureLag(system, pace, secondsOf(isQuick, pace)),
    })),
  );
  try {
    for (const system of systems) await measureLag(system, WARM_UP, 2); // compiles what is hot
    const step = () => setting.step();
    const samples = await interleave(subjects, roundsOf(isQuick), step);
    return toOutcome(samples, systems, paces);
  } finally {
    await Promise.all(systems.map((system) => system.end()));
  }
}

const nameOf = ({ name }: System, { rate }: Pace) => `${name} at ${rate}`;

function toOutcome(
  samples: Samples,
  systems: readonly System[],
  paces: readonly Pace[],
): Outcome {
  const [first] = systems;
  if (!first) throw new Error("There is nothing to measure.");
  const found = paces.flatMap((pace) =>
    systems.map((system) => {
      const of = (quantity: string, which = system) =>
        valuesOf(samples, nameOf(which, pace), quantity);
      const ratio = spreadOf(ratios(of("p50"), of("p50", first)));
      const probes = of("probes").reduce((sum, each) => sum + each, 0);
      return { ...pace, system, of, ratio, probes };
    }),
  );
  const isCompared = systems.length > 1;
  return {
    table: {
      headings: [
        "receipts a second",
        "receipts a payload",
        ...(isCompared ? ["design", `p50, ${first.name} = 1`] : []),
        "p50 (ms)",
        "p99 (ms)",
        "looked for",
      ],
      rows: found.map(
        ({ rate, receiptsAPayload, system, of, ratio, probes }) => [
          rate.toLocaleString("en-US"),
          String(receiptsAPayload),
          ...(isCompared ? [system.name, formatSpread(ratio, 2)] : []),
          formatSpread(spreadOf(of("p50")), 1),
          formatSpread(spreadOf(of("p99")), 1),
          String(probes),
        ],
      ),
    },
    ratios: Object.fromEntries(
      found.map(({ rate, system, ratio }) => [
        `${system.name}: p50 at ${rate}`,
        ratio,
      ]),
    ),
  };
}
