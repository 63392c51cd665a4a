import { describe, expect, it } from "@jest/globals";
import {
  StoreVariables,
  TopicName,
  integerInRange,
} from "../../../shared/runtime/configuration-types.ts";
import { parseConfiguration } from "../../../shared/runtime/configuration.ts";

describe("TopicName", () => {
  it.each([
    "projects/my-project/topics/receipts",
    "projects/domain.com:p/topics/abc",
    `projects/p/topics/${"t".repeat(255)}`,
  ])("accepts %s", (name) => {
    expect(TopicName.parse(name)).toBe(name);
  });

  it.each([
    "receipts",
    "projects/p/topics/ab",
    `projects/p/topics/${"t".repeat(256)}`,
    "projects//topics/receipts",
    "projects/p/topics/",
    "projects/p/topics/a/bcd",
    "/projects/p/topics/receipts",
    "projects/p/subscriptions/receipts",
  ])("refuses %s", (name) => {
    expect(TopicName.safeParse(name).success).toBe(false);
  });
});

describe("wholeNumber", () => {
  const Days = integerInRange(1, 30, "days");

  it.each([
    ["1", 1],
    ["30", 30],
    ["007", 7],
  ])("reads %s as %d", (text, value) => {
    expect(Days.parse(text)).toBe(value);
  });

  it.each([
    "0",
    "31",
    "-1",
    "+1",
    "1.5",
    "1e1",
    "0x1",
    " 1",
    "1 ",
    "9".repeat(400),
  ])("refuses %j, and says once what is wanted", (text) => {
    const result = Days.safeParse(text);
    expect(result.error?.issues.map(({ message }) => message)).toEqual([
      "is not a whole number of days from 1 to 30",
    ]);
  });
});

describe("wholeNumber from 0", () => {
  it("tells 0 from nothing", () => {
    const Count = integerInRange(0, 9, "things");
    expect(Count.parse("0")).toBe(0);
    expect(Count.safeParse("").success).toBe(false);
  });
});

describe("StoreVariables", () => {
  it("keeps messages in a database of their own for 90 days, if nothing is set", () => {
    expect(parseConfiguration(StoreVariables, {})).toEqual({
      FIRESTORE_DATABASE: "receipts",
      RETENTION_DAYS: 90,
      FIRESTORE_TIMEOUT_MS: 10_000,
    });
  });

  it.each([
    ["RETENTION_DAYS", "1"],
    ["RETENTION_DAYS", "3650"],
    ["FIRESTORE_TIMEOUT_MS", "100"],
    ["FIRESTORE_TIMEOUT_MS", "60000"],
  ])("accepts %s of %s", (name, value) => {
    const variables = parseConfiguration(StoreVariables, { [name]: value });
    expect(variables).toHaveProperty(name);
  });

  it.each([
    ["RETENTION_DAYS", "0", "days"],
    ["RETENTION_DAYS", "3651", "days"],
    ["RETENTION_DAYS", "never", "days"],
    ["FIRESTORE_TIMEOUT_MS", "99", "milliseconds"],
    ["FIRESTORE_TIMEOUT_MS", "60001", "milliseconds"],
  ])("refuses %s of %s", (name, value, unit) => {
    expect(() => parseConfiguration(StoreVariables, { [name]: value })).toThrow(
      `${name} is not a whole number of ${unit} from`,
    );
  });
});
