import type { Hello } from "../hello.ts";
import type { Update } from "../update.ts";
import { byId, write } from "./element.ts";

/** Listens to the server, and connects anew when it must: the browser does that itself. */
export function listen(
  onHello: (hello: Hello) => void,
  onUpdate: (update: Update) => void,
): void {
  const status = byId("connection");
  const source = new EventSource("/console/events");
  let live = "";
  source.addEventListener("hello", ({ data }: MessageEvent<string>) => {
    const hello = JSON.parse(data) as Hello;
    live = `Live: ${hello.backend}`;
    show(live, "live");
    onHello(hello);
  });
  source.addEventListener("update", ({ data }: MessageEvent<string>) => {
    const update = JSON.parse(data) as Update;
    const { problem } = update;
    if (problem) show(`${problem} Trying again …`, "lost");
    else if (problem === null) show(live, "live");
    onUpdate(update);
  });
  source.addEventListener("error", () => {
    show("npm start does not answer; trying again …", "lost");
  });

  function show(text: string, state: "live" | "lost"): void {
    write(status, text);
    status.dataset.state = state;
  }
}
