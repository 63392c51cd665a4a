import type { Hello, Update } from "../feed.ts";
import { byId, write } from "./element.ts";

/** Listens to the server, and connects anew when it must: the browser does that itself. */
export function listen(
  onHello: (hello: Hello) => void,
  onUpdate: (update: Update) => void,
): void {
  const status = byId("connection");
  const source = new EventSource("/console/events");
  source.addEventListener("hello", ({ data }: MessageEvent<string>) => {
    const hello = JSON.parse(data) as Hello;
    write(status, `Live: ${hello.backend}`);
    status.dataset.state = "live";
    onHello(hello);
  });
  source.addEventListener("update", ({ data }: MessageEvent<string>) => {
    onUpdate(JSON.parse(data) as Update);
  });
  source.addEventListener("error", () => {
    write(status, "The stack does not answer; trying again …");
    status.dataset.state = "lost";
  });
}
