import { Command } from "commander";
import { EventSource } from "eventsource";
import type { MessageState } from "../shared/messages/message-state.ts";
import { describeStateInOneLine } from "./describe-state.ts";
import { json, stackUrl } from "./options.ts";
import { request } from "./request.ts";

/** `receipts watch`: follows messages' states until it is ended. */
export const watch = new Command("watch")
  .description("Prints messages' states as they change, until Ctrl-C.")
  .addOption(stackUrl())
  .addOption(json())
  .action(async (options: { url: string; json?: true }) => {
    await request(`${options.url}/healthz`); // a clear sentence if nothing is there
    const source = new EventSource(`${options.url}/watch`);
    source.addEventListener("open", () => console.error("Watching …"));
    source.addEventListener("error", () => {
      console.error("The connection broke; trying again …");
    });
    source.addEventListener("message", (event) => {
      const data = String(event.data);
      const state = JSON.parse(data) as MessageState | null;
      if (state === null) return; // expired meanwhile
      console.log(options.json ? data : describeStateInOneLine(state));
    });
  });
