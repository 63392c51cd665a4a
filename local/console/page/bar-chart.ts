import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  Tooltip,
} from "chart.js";
import { byId } from "./element.ts";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

const isDark = matchMedia("(prefers-color-scheme: dark)");

/** A plot of numbers by their labels, which is also said in words. */
export function createBarChart(
  id: string,
  labels: readonly string[],
  direction: "x" | "y",
) {
  const canvas = byId<HTMLCanvasElement>(id);
  const title = canvas.getAttribute("aria-label") ?? "";
  const values = labels.map(() => 0);
  const chart = new Chart(canvas, {
    type: "bar",
    data: {
      labels: [...labels],
      datasets: [{ data: values, maxBarThickness: 34 }],
    },
    options: {
      indexAxis: direction === "x" ? "y" : "x",
      animation: false,
      maintainAspectRatio: false,
      scales: {
        [direction]: { beginAtZero: true, ticks: { precision: 0 } },
      },
    },
  });

  function paint(): void {
    const style = getComputedStyle(document.documentElement);
    const dark = isDark.matches;
    const text = dark ? "#a5afbf" : "#556070";
    const grid = dark ? "#39404c" : "#d5dae1";
    for (const axis of ["x", "y"]) {
      chart.options.scales![axis] = {
        ...chart.options.scales![axis],
        ticks: { ...chart.options.scales![axis]?.ticks, color: text },
        grid: { color: axis === direction ? grid : "transparent" },
        border: { color: grid },
      };
    }
    chart.data.datasets[0]!.backgroundColor = dark ? "#5cc8dc" : "#0b6a7d";
    chart.options.font = { family: style.fontFamily };
    chart.update();
  }
  paint();
  isDark.addEventListener("change", paint);

  return {
    show(next: readonly number[]): void {
      if (next.every((value, i) => value === values[i])) return;
      next.forEach((value, i) => (values[i] = value));
      const words = labels.map((label, i) => `${label}: ${next[i]}`);
      canvas.setAttribute("aria-label", `${title}. ${words.join(", ")}`);
      chart.update();
    },
  };
}
