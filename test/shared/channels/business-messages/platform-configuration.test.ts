import { expect, it } from "@jest/globals";
import { createPlatform } from "../../../../shared/channels/business-messages/platform.ts";
import { ConfigurationError } from "../../../../shared/configuration.ts";

const SECRET = "private-4711";
const KEY = JSON.stringify({
  type: "service_account",
  client_email: "receipts@example.iam.gserviceaccount.com",
  private_key: SECRET,
});

it.each([
  ["nothing", {}],
  ["a key", { BUSINESS_MESSAGES_KEY: KEY }],
  [
    "an account to impersonate",
    { BUSINESS_MESSAGES_IMPERSONATE: "a@b.iam.gserviceaccount.com" },
  ],
  ["the least timeout", { BUSINESS_MESSAGES_TIMEOUT_MS: "100" }],
  ["the most timeout", { BUSINESS_MESSAGES_TIMEOUT_MS: "10000" }],
  [
    "variables that are set to nothing",
    { BUSINESS_MESSAGES_KEY: "", BUSINESS_MESSAGES_API_URL: "" },
  ],
])("takes %s", (_, environment) => {
  expect(() => createPlatform(environment)).not.toThrow();
});

it.each<[string, string, Record<string, string>]>([
  ["API_URL", "no URL", { BUSINESS_MESSAGES_API_URL: "businessmessages" }],
  ["API_URL", "another protocol", { BUSINESS_MESSAGES_API_URL: "ftp://a.b" }],
  ["TIMEOUT_MS", "too little", { BUSINESS_MESSAGES_TIMEOUT_MS: "99" }],
  ["TIMEOUT_MS", "too much", { BUSINESS_MESSAGES_TIMEOUT_MS: "10001" }],
  ["TIMEOUT_MS", "no digits", { BUSINESS_MESSAGES_TIMEOUT_MS: "5s" }],
  ["IMPERSONATE", "no address", { BUSINESS_MESSAGES_IMPERSONATE: "me" }],
  ["KEY", "no JSON", { BUSINESS_MESSAGES_KEY: SECRET }],
  [
    "KEY",
    "half a key",
    { BUSINESS_MESSAGES_KEY: JSON.stringify({ private_key: SECRET }) },
  ],
  [
    "KEY",
    "a key and an account to impersonate",
    {
      BUSINESS_MESSAGES_KEY: KEY,
      BUSINESS_MESSAGES_IMPERSONATE: "a@b.iam.gserviceaccount.com",
    },
  ],
])("refuses BUSINESS_MESSAGES_%s: %s", (name, _, environment) => {
  const error = errorOf(() => createPlatform(environment));

  expect(error).toBeInstanceOf(ConfigurationError);
  expect((error as ConfigurationError).problems).toEqual([
    expect.stringMatching(`^BUSINESS_MESSAGES_${name} .*\\.$`),
  ]);
  expect((error as ConfigurationError).stack).not.toContain(SECRET);
});

it("names every bad variable at once", () => {
  const error = errorOf(() =>
    createPlatform({
      BUSINESS_MESSAGES_KEY: SECRET,
      BUSINESS_MESSAGES_TIMEOUT_MS: "5s",
    }),
  );

  expect((error as ConfigurationError).problems).toHaveLength(2);
});

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
