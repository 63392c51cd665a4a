import { parseTimestamp } from "../shared/timestamp.ts";
import { test, expect } from "@jest/globals";
test("x", () => { expect(parseTimestamp("2026-01-01T00:00:00Z")).toBe(1767225600000000); expect(process.env.PUBSUB_EMULATOR_HOST).toBeTruthy(); });
