import { EDGES, countsBetween, type Edge, type Traffic } from "../edges.ts";
import { byId } from "./element.ts";
import { delayMsOf, lineOf, NODES, PLACE_SIZE, VIEW } from "./nodes.ts";

const MAX_DOTS = 60;
const DOTS_AT_ONCE = 5; // of one edge
const TRAVEL_MS = 600;

/** The service as a picture in which events are seen to move. */
export function createPipelineDiagram() {
  const svg = byId<SVGSVGElement>("picture");
  const prefersStill = matchMedia("(prefers-reduced-motion: reduce)");
  svg.setAttribute("viewBox", `0 0 ${VIEW.width} ${VIEW.height}`);
  const lines = new Map<Edge, SVGElement>();
  for (const edge of EDGES) {
    const { from, to } = lineOf(edge);
    const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
    const line = draw("line", ends);
    line.dataset.edge = edge;
    lines.set(edge, line);
    svg.append(line);
  }
  const dots = draw("g", {});
  svg.append(dots);
  const { width, height } = PLACE_SIZE;
  const counters = new Map<string, SVGElement>();
  for (const [name, { label, x, y }] of Object.entries(NODES)) {
    const corner = { x: x - width / 2, y: y - height / 2 };
    const counter = draw("text", { x, y: y + 12, class: "count" });
    counter.dataset.place = name;
    counters.set(name, counter);
    const title = draw("text", { x, y: y - 2 });
    title.textContent = label;
    svg.append(
      draw("rect", { ...corner, width, height, rx: 6 }),
      title,
      counter,
    );
  }

  function move(edge: Edge, isFailed: boolean, delay: number): void {
    const line = lines.get(edge);
    const { from, to } = lineOf(edge);
    if (prefersStill.matches) {
      line?.classList.add("lit");
      setTimeout(() => line?.classList.remove("lit"), TRAVEL_MS);
      return;
    }
    if (document.hidden || dots.childElementCount >= MAX_DOTS) return;
    const dot = draw("circle", { r: 5, class: isFailed ? "failed" : "" });
    dots.append(dot);
    const animation = dot.animate(
      [from, to].map(({ x, y }) => ({
        transform: `translate(${x}px, ${y}px)`,
      })),
      { duration: TRAVEL_MS, delay, fill: "backwards", easing: "ease-in-out" },
    );
    animation.addEventListener("finish", () => dot.remove());
  }

  let seen: Traffic | undefined;
  return {
    /** The next counts are those of the beginning: nothing moves. */
    reset: () => (seen = undefined),
    render(traffic: Traffic): void {
      const passed = seen ? countsBetween(seen, traffic) : {};
      seen = traffic;
      for (const edge of EDGES) {
        const { count = 0, failed = 0 } = passed[edge] ?? {};
        for (let i = 0; i < Math.min(count, DOTS_AT_ONCE); i += 1) {
          move(edge, i < failed, delayMsOf(edge) + i * 90);
        }
      }
      for (const [name, counter] of counters) {
        const text = countOf(name, traffic);
        if (counter.textContent !== text) counter.textContent = text;
      }
    },
  };
}

/** What came to a place, or went out from it where nothing comes. */
function countOf(place: string, traffic: Traffic): string {
  const isStart = place === "platform" || place === "backend";
  let count = 0;
  let failed = 0;
  for (const edge of EDGES) {
    const [from, to] = edge.split(">");
    if ((isStart ? from : to) !== place) continue;
    count += traffic[edge]?.count ?? 0;
    failed += traffic[edge]?.failed ?? 0;
  }
  return failed === 0 || isStart ? String(count) : `${count}, ${failed} failed`;
}

function draw(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  return element;
}
