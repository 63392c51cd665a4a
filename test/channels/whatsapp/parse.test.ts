import { expect, it } from "@jest/globals";
import { whatsapp } from "./channel.ts";
import { status } from "./statuses.ts";

it("finds receipts of several phone numbers in a payload, which then has no agent of its own", () => {
  const changes = ["1", "2"].map((id) => ({
    field: "messages",
    value: {
      metadata: { phone_number_id: id },
      statuses: [status("wamid.A", "read")],
    },
  }));
  const body = { object: "whatsapp_business_account", entry: [{ changes }] };
  const { agent, receipts } = whatsapp.parse({ rawBody: Buffer.of(), body }, 0);
  expect(receipts.map((receipt) => receipt.agent)).toEqual(["1", "2"]);
  expect(agent).toBeUndefined();
});

it("keeps more than a hundred bad statuses once, as they came", () => {
  const parse = (statuses: readonly unknown[]) => {
    const metadata = { phone_number_id: "1" };
    const changes = [{ field: "messages", value: { metadata, statuses } }];
    const object = "whatsapp_business_account";
    const body = { object, entry: [{ changes }] };
    return whatsapp.parse({ rawBody: Buffer.from("whole"), body }, 0).unusable;
  };
  expect(parse(Array(100).fill(1))).toHaveLength(100);
  expect(parse(Array(101).fill(1))).toMatchObject([
    { original: Buffer.from("whole") },
  ]);
});

it.each([{}, [], null, { object: "page", entry: [] }, { entry: 1 }])(
  "takes %j for something, and throws at nothing",
  (body) => {
    const rawBody = Buffer.from(JSON.stringify(body));
    expect(whatsapp.parse({ rawBody, body }, 0)).toEqual({
      agent: undefined,
      receipts: [],
      unusable: [],
      userEventKind: "unknown",
    });
  },
);
