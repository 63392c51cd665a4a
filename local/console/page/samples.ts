import type { Hello } from "../hello.ts";
import type { Sent } from "../sender.ts";
import { byId, create } from "./element.ts";
import { post } from "./post.ts";

/** The buttons that send samples: a group a channel. */
export function createSamples() {
  const place = byId("samples");
  let shown = "";
  return {
    render(channels: Hello["channels"]): void {
      const wanted = JSON.stringify(channels);
      if (wanted === shown) return; // whoever is at a button stays there
      shown = wanted;
      place.replaceChildren(
        ...channels.map(({ name, samples }) =>
          create(
            "fieldset",
            {},
            create("legend", {}, name),
            ...samples.map(({ id, label }) => createButton(name, id, label)),
          ),
        ),
      );
    },
  };
}

function createButton(channel: string, sample: string, label: string) {
  const button = create("button", { type: "button" }, label);
  button.dataset.channel = channel;
  button.dataset.sample = sample;
  button.addEventListener("click", () => {
    void post(
      "/console/samples",
      { channel, sample },
      (sent) => `${label} of ${channel}: ${describe(sent as Sent)}`,
    );
  });
  return button;
}

function describe(sent: Sent): string {
  if ("published" in sent) return `published on ${sent.published}.`;
  const refused = sent.webhook === 401 ? ", so it was refused" : "";
  return `the webhook answered ${sent.webhook}${refused}.`;
}
