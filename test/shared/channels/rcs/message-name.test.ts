import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  redactedName,
  parseMessageName,
} from "../../../../shared/channels/rcs/message-name.ts";
import { isSafeId } from "../../../../shared/events/resource-id.ts";
import { FORBIDDEN } from "../../../support/secrets.ts";
import { unicodeText } from "../../../support/unicode-text.ts";

const PHONE = "+15551234567";

describe("parseMessageName", () => {
  it.each([
    [`agents/A/phones/${PHONE}/messages/M`, `agents/A/phones/${PHONE}`],
    ["agents/A/phones/+12/messages/M", "agents/A/phones/+12"],
    [
      "agents/A/phones/+123456789012345/messages/M",
      "agents/A/phones/+123456789012345",
    ],
    ["agents/agents/phones/+12/messages/phones", "agents/agents/phones/+12"],
    ["agents/a%2Fb/phones/+12/messages/c d é", "agents/a%2Fb/phones/+12"],
  ])("reads %s", (name, conversation) => {
    expect(parseMessageName(name)).toEqual({ message: name, conversation });
  });

  it.each([
    ["nothing", ""],
    ["a message's id alone", "M"],
    ["a conversation", `agents/A/phones/${PHONE}`],
    ["the platform's own name of a message", `phones/${PHONE}/agentMessages/M`],
    ["another channel's name", "conversations/C/messages/M"],
    ["a name without the message's id", `agents/A/phones/${PHONE}/messages/`],
    ["a name without the agent's id", `agents//phones/${PHONE}/messages/M`],
    ["a name without the phone number", "agents/A/phones//messages/M"],
    ["a phone number without a plus", "agents/A/phones/15551234567/messages/M"],
    ["a phone number of one digit", "agents/A/phones/+1/messages/M"],
    ["one that begins with 0", "agents/A/phones/+05551234/messages/M"],
    ["one of 16 digits", "agents/A/phones/+1234567890123456/messages/M"],
    ["one with a line break", "agents/A/phones/+123\n/messages/M"],
    ["one with other digits", "agents/A/phones/+1٢٣٤/messages/M"],
    ["one that is encoded", "agents/A/phones/%2B123/messages/M"],
    ["a slash before it", `/agents/A/phones/${PHONE}/messages/M`],
    ["a slash after it", `agents/A/phones/${PHONE}/messages/M/`],
    ["more behind it", `agents/A/phones/${PHONE}/messages/M/claims/x`],
    ["capital letters", `Agents/A/Phones/${PHONE}/Messages/M`],
    ["a way up from the agent", `agents/../phones/${PHONE}/messages/M`],
    ["a way up from the message", `agents/A/phones/${PHONE}/messages/..`],
    ["an agent beyond ASCII", `agents/é/phones/${PHONE}/messages/M`],
    ["an agent with a space", `agents/a b/phones/${PHONE}/messages/M`],
    ["an agent with a line break", `agents/a\n/phones/${PHONE}/messages/M`],
    ["a reserved id", `agents/A/phones/${PHONE}/messages/__M__`],
    ["half a character", `agents/A/phones/${PHONE}/messages/\ud800`],
    [
      "an id that is too long",
      `agents/A/phones/${PHONE}/messages/${"M".repeat(1501)}`,
    ],
    [
      "an agent that is longer than an attribute may be",
      `agents/${"a".repeat(1025)}/phones/${PHONE}/messages/M`,
    ],
  ])("refuses %s", (_, name) => {
    expect(parseMessageName(name)).toBeUndefined();
  });

  it("accepts exactly the names that are made of a safe agent, an E.164 number and a safe id", () => {
    const id = fc.oneof(
      unicodeText(),
      fc.string(),
      fc.constantFrom(".", "..", "__x__", "a/b", "M"),
    );
    const phone = fc.oneof(
      fc.string(),
      fc.stringMatching(/^\+?\d{0,17}$/),
      fc.stringMatching(/^\+[1-9]\d{1,14}$/),
    );
    fc.assert(
      fc.property(id, phone, id, (a, p, m) => {
        const conversation = `agents/${a}/phones/${p}`;
        const message = `${conversation}/messages/${m}`;
        const isAscii = [...a].every((c) => c > " " && c < "\x7f");
        const isNumber =
          p.length >= 3 &&
          p.length <= 16 &&
          /^[+][1-9]$/.test(p.slice(0, 2)) &&
          [...p.slice(1)].every((digit) => digit >= "0" && digit <= "9");
        const isUsable = isAscii && isNumber && isSafeId(a) && isSafeId(m);
        expect(parseMessageName(message)).toEqual(
          isUsable ? { message, conversation } : undefined,
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe("logName", () => {
  const nameOf = (agent: string, phone: string, id: string) => {
    const conversation = `agents/${agent}/phones/${phone}`;
    return { message: `${conversation}/messages/${id}`, conversation };
  };
  const digits = fc.stringMatching(/^[1-9]\d{6,14}$/);
  const id = fc.uuid();

  it("holds neither the phone number nor anything that a log may not hold", () => {
    fc.assert(
      fc.property(id, digits, id, (agent, number, message) => {
        const shown = redactedName(nameOf(agent, `+${number}`, message));
        expect(shown).toMatch(/^rcs\/[0-9a-f]{16}$/);
        expect(shown).not.toContain(number);
        expect(FORBIDDEN.filter(({ isIn }) => isIn(shown))).toEqual([]);
      }),
    );
  });

  it("is the same for the same message, and differs with agent, phone number and id", () => {
    const names = [
      nameOf("A", PHONE, "M"),
      nameOf("B", PHONE, "M"),
      nameOf("A", "+15551234568", "M"),
      nameOf("A", PHONE, "N"),
    ];
    expect(new Set(names.map(redactedName)).size).toBe(names.length);
    expect(redactedName(nameOf("A", PHONE, "M"))).toBe(redactedName(names[0]!));
  });
});
