import { describe, expect, it } from "@jest/globals";
import {
  ConfigurationError,
  type Environment,
} from "../../../../shared/runtime/configuration.ts";
import { EACH_GOOGLE_CHANNEL } from "./channels.ts";

const SECRET = "private-4711";
const SERVICE_ACCOUNT_KEY = JSON.stringify({
  type: "service_account",
  client_email: "receipts@example.iam.gserviceaccount.com",
  private_key: SECRET,
});
const EMAIL = "a@b.iam.gserviceaccount.com";

describe.each(EACH_GOOGLE_CHANNEL)("the variables of %s's API", (_, of) => {
  const create = (variables: Environment) => {
    const named = Object.entries(variables).map(([name, value]) => [
      of.apiVariables + name,
      value,
    ]);
    return of.channel.createPlatform(Object.fromEntries(named) as Environment);
  };

  it.each<[string, Environment]>([
    ["nothing", {}],
    ["a key", { SERVICE_ACCOUNT_KEY }],
    ["an account to impersonate", { IMPERSONATE_SERVICE_ACCOUNT: EMAIL }],
    ["the least timeout", { TIMEOUT_MS: "100" }],
    ["the most timeout", { TIMEOUT_MS: "10000" }],
    [
      "variables that are set to nothing",
      { SERVICE_ACCOUNT_KEY: "", API_URL: "" },
    ],
  ])("may be %s", (__, variables) => {
    expect(() => create(variables)).not.toThrow();
  });

  it.each<[string, string, Environment]>([
    ["API_URL", "no URL", { API_URL: "businessmessages" }],
    ["API_URL", "another protocol", { API_URL: "ftp://a.b" }],
    ["TIMEOUT_MS", "too little", { TIMEOUT_MS: "99" }],
    ["TIMEOUT_MS", "too much", { TIMEOUT_MS: "10001" }],
    ["TIMEOUT_MS", "no digits", { TIMEOUT_MS: "5s" }],
    [
      "IMPERSONATE_SERVICE_ACCOUNT",
      "no address",
      { IMPERSONATE_SERVICE_ACCOUNT: "me" },
    ],
    ["SERVICE_ACCOUNT_KEY", "no JSON", { SERVICE_ACCOUNT_KEY: SECRET }],
    [
      "SERVICE_ACCOUNT_KEY",
      "half a key",
      { SERVICE_ACCOUNT_KEY: JSON.stringify({ private_key: SECRET }) },
    ],
    [
      "SERVICE_ACCOUNT_KEY",
      "set together with an account",
      { SERVICE_ACCOUNT_KEY, IMPERSONATE_SERVICE_ACCOUNT: EMAIL },
    ],
  ])("are refused, without a secret: %s, %s", (name, __, variables) => {
    const error = errorOf(() => create(variables));

    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as ConfigurationError).problems).toEqual([
      expect.stringMatching(`^${of.apiVariables}${name} .*\\.$`),
    ]);
    expect((error as ConfigurationError).stack).not.toContain(SECRET);
  });

  it("are named all at once if they are bad", () => {
    const error = errorOf(() =>
      create({ SERVICE_ACCOUNT_KEY: SECRET, TIMEOUT_MS: "5s" }),
    );

    expect((error as ConfigurationError).problems).toHaveLength(2);
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
