import type { Faults } from "../faults.ts";
import { byId, write } from "./element.ts";
import { post } from "./post.ts";

/** The switches that make parts fail; they show what is so, whoever switched it. */
export function createFaults() {
  const platform = byId<HTMLSelectElement>("platform-fault");
  const bus = byId<HTMLInputElement>("bus-fault");
  const note = byId("bus-note");
  platform.addEventListener("change", () => {
    const label = platform.selectedOptions[0]?.text ?? "";
    void post(
      "/console/faults",
      { platform: platform.value },
      () => `The platform's API: ${label}.`,
    );
  });
  bus.addEventListener("change", () => {
    const wanted = bus.checked ? "stopped" : "running";
    void post(
      "/console/faults",
      { bus: wanted },
      () => `The bus is ${wanted}.`,
    );
  });
  return {
    render(faults: Faults): void {
      const known = [...platform.options].some(
        (o) => o.value === faults.platform,
      );
      platform.value = known ? faults.platform : "other";
      bus.checked = faults.bus === "stopped";
      bus.disabled = faults.bus === null;
      write(
        note,
        faults.bus === null
          ? "Not available on Google's emulators."
          : "What is queued waits, and nothing is lost.",
      );
      document.body.classList.toggle(
        "failing",
        faults.platform !== "up" || faults.bus === "stopped",
      );
    },
  };
}
