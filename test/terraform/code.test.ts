import { globSync, readdirSync, readFileSync } from "node:fs";
import type { Firestore } from "@google-cloud/firestore";
import { describe, expect, it } from "@jest/globals";
import { NAME as RECEIVE_WEBHOOK } from "../../functions/receive-webhook/handler.ts";
import { createFirestoreClaims } from "../../functions/send-read-receipt/firestore-claims.ts";
import { toDocument } from "../../functions/send-read-receipt/firestore-document.ts";
import { NAME as SEND_READ_RECEIPT } from "../../functions/send-read-receipt/handler.ts";
import { toFirestoreWrite } from "../../functions/store-receipt/firestore-write.ts";
import { NAME as STORE_RECEIPT } from "../../functions/store-receipt/handler.ts";
import { AgentReadEvent } from "../../shared/events/agent-read-event.ts";
import { NeedsOperatorError } from "../../shared/runtime/errors.ts";
import {
  toAgentReadWrite,
  toReceiptWrite,
} from "../../shared/messages/message-document.ts";
import {
  ReceiptEvent,
  ReceiptType,
} from "../../shared/events/receipt-event.ts";
import {
  createFakePlatform,
  EVENT,
  REJECTED,
  serveSendReadReceipt,
} from "../functions/send-read-receipt/serve-send-read-receipt.ts";
import { alerts, all, listOf, read, readAll } from "./files.ts";

// What Terraform says of the code has to be true of it.

describe("the functions", () => {
  const terraform = read("functions.tf");
  const readme = readFileSync("README.md", "utf8");
  const blocks = terraform.split(/^module "/m).slice(1);

  it.each([
    ["receive-webhook", RECEIVE_WEBHOOK],
    ["store-receipt", STORE_RECEIPT],
    ["send-read-receipt", SEND_READ_RECEIPT],
  ])("%s has the entry point that registers itself", (folder, entryPoint) => {
    const block = blocks.find((text) => text.includes(`"${folder}"`));
    expect(block).toContain(`entry_point     = "${entryPoint}"`);
    expect(readdirSync("functions")).toContain(folder);
  });

  it("are given no variable that the README does not know as theirs", () => {
    const storing = all(
      terraform,
      /^ {4}([A-Z][A-Z_]+) +=.*(?:name|days\))$/gm,
    );
    expect(storing).toEqual(["FIRESTORE_DATABASE", "RETENTION_DAYS"]);
    for (const block of blocks) {
      const [, entryPoint = ""] = /entry_point += "(\w+)"/.exec(block) ?? [];
      const own = all(block, /\b([A-Z]+(?:_[A-Z]+)*) += [a-z]/g);
      const names = block.includes("local.storing")
        ? [...own, ...storing]
        : own;
      expect(names).toContain("DEAD_LETTERS_TOPIC");
      for (const name of names) {
        const of = new RegExp(`^\\| \`${name}\` +\\| ([^|]+)\\|`, "m").exec(
          readme,
        );
        expect([name, of?.[1]]).toEqual([
          name,
          expect.stringMatching(new RegExp(`${entryPoint}|all three`)),
        ]);
      }
    }
  });
});

describe("the schemas", () => {
  it("of agent reads has the fields of the event, all of them strings", () => {
    const proto = read("schemas/agent-read-event.proto");
    const fields = all(proto, /^ {2}string (\w+) = \d+;$/gm);
    expect(fields).toEqual(Object.keys(AgentReadEvent.shape));
    expect(all(proto, /^ {2}(\w+) \w+ = \d+;$/gm)).toHaveLength(fields.length);
    expect(all(proto, /^message (\w+)/gm)).toEqual(["AgentReadEvent"]);
    expect(proto).not.toContain("import");
  });

  const columnsOf = (table: string) =>
    JSON.parse(read(`schemas/${table}-table.json`)) as {
      name: string;
      type: string;
      description: string;
    }[];

  it.each([
    ["receipts", ReceiptEvent],
    ["agent-reads", AgentReadEvent],
  ])(
    "of the table of %s has the fields of the event, and Pub/Sub's",
    (table, { shape }) => {
      expect(columnsOf(table).map(({ name }) => name)).toEqual([
        ...Object.keys(shape),
        "subscription_name",
        "message_id",
        "publish_time",
        "attributes",
      ]);
    },
  );

  it("of the table of agent reads takes every text that the topic takes", () => {
    const fields = columnsOf("agent-reads").filter(
      ({ name }) => name in AgentReadEvent.shape,
    );
    expect(new Set(fields.map(({ type }) => type))).toEqual(
      new Set(["STRING"]),
    );
  });

  it("of the table of receipts names their types", () => {
    const columns = columnsOf("receipts");
    const type = columns.find(({ name }) => name === "receiptType");
    expect(type?.description.split(/, | or /)).toEqual(ReceiptType.options);
  });
});

describe("the database", () => {
  const firestore = read("firestore.tf");
  const receipt = {
    channel: "c",
    agent: "a",
    customAgentId: "i",
    conversation: "conversations/c",
    message: "conversations/c/messages/m",
    time: "2026-01-31T09:30:00Z",
    timeSource: "RECEIPT" as const,
    arrivalTime: "2026-01-31T09:30:00Z",
  };

  it("has no index on any field of a message that is written, and expires it", () => {
    const agentRead = { status: "SENT", time: 1 } as const;
    const fields = [
      ...ReceiptType.options.flatMap((receiptType) => {
        const write = toReceiptWrite({ ...receipt, receiptType });
        const { updateMask, updateTransforms } = toFirestoreWrite(write, 1, "");
        return [
          ...(updateMask?.fieldPaths ?? []),
          ...(updateTransforms ?? []).map(({ fieldPath }) => fieldPath),
        ];
      }),
      ...Object.keys(toDocument(toAgentReadWrite(receipt, agentRead), 1)),
    ];
    expect([...new Set(fields)].sort()).toEqual(
      [...listOf(firestore, "messages"), "expireAt"].sort(),
    );
  });

  it("has no index on any field of a claim that is written, and expires it", async () => {
    let written: object = {};
    const create = (claim: object) => {
      written = claim;
      return Promise.resolve({ writeTime: 1 });
    };
    const doc = () => ({ create });
    const claims = createFirestoreClaims({ doc } as unknown as Firestore, 1);
    await claims.claim(receipt.message, "event", 1, 1);
    expect(Object.keys(written).sort()).toEqual(
      [...listOf(firestore, "claims"), "expireAt"].sort(),
    );
  });
});

describe("the alert on rejected read receipts", () => {
  const [, filter = ""] =
    /"read_receipts_rejected" \{.*?filter = <<-EOT\n(.*?)EOT/s.exec(
      read("alerts-on-logs.tf"),
    ) ?? [];

  it.each([
    ["the platform rejects the message", REJECTED],
    ["the credentials are rejected", new NeedsOperatorError("No token.")],
  ])("fires on the log entry that is written when %s", async (_, answer) => {
    await using served = await serveSendReadReceipt({
      platform: createFakePlatform(answer),
    });
    await served.push(EVENT);
    const line = served.lines.at(-1);
    expect(filter).toContain(`severity=${line?.severity}\n`);
    const name = String(line?.fields?.function);
    expect(filter).toContain(`jsonPayload.function="${name}"\n`);
  });

  it("doesn't fire on a transient error", async () => {
    await using served = await serveSendReadReceipt({
      platform: createFakePlatform(new Error("429")),
    });
    await served.push(EVENT);
    expect(served.lines.map(({ severity }) => severity)).toEqual(["WARNING"]);
    expect(filter).not.toContain("WARNING");
  });
});

it("the alerts quote only messages that the code logs", () => {
  const code = globSync(["functions/**/*.ts", "shared/**/*.ts"])
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const quoted = all(alerts, /`([A-Z][a-z][^`\n]+)`/g);
  expect(quoted).toContain("Request rejected: invalid signature");
  expect(quoted.length).toBeGreaterThan(1);
  for (const line of quoted) expect(code).toContain(`"${line}"`);
});

it("the bootstrap enables every API that the deployment needs", () => {
  const services = listOf(read("bootstrap/project.tf"), "services");
  expect(services).toEqual(
    expect.arrayContaining(listOf(read("project.tf"), "services")),
  );
  expect(services.length).toBeGreaterThan(10);
});

it("the bootstrap's variables with keys enter no state, no plan and no log", () => {
  const variables = read("bootstrap/variables.tf").split(/^variable /m);
  const secret = variables.filter((text) => /^"\w+_keys"/.test(text));
  expect(secret).toHaveLength(2);
  for (const variable of secret) {
    expect(variable).toMatch(/^ {2}sensitive += true$/m);
    expect(variable).toMatch(/^ {2}ephemeral += true$/m);
  }
});

it("a version of a secret that a person disabled stays disabled", () => {
  const versions = read("bootstrap/secrets.tf")
    .split(/^resource /m)
    .filter((text) =>
      text.startsWith('"google_secret_manager_secret_version"'),
    );
  expect(versions).toHaveLength(2);
  for (const version of versions) {
    expect(version).toContain("ignore_changes = [enabled]");
  }
});

it("every function waits for its account's right to read its secrets", () => {
  const [, resource = ""] =
    /resource "google_cloudfunctions2_function" "this" \{(.*?)\n\}/s.exec(
      read("modules/function/main.tf"),
    ) ?? [];
  expect(resource).toContain(
    "depends_on = [google_secret_manager_secret_iam_member.reader]",
  );
});

it("every module admits the same versions", () => {
  const modules = readdirSync("terraform/modules").map(
    (name) => `modules/${name}`,
  );
  const examples = ["examples/minimal", "examples/production"];
  for (const folder of [".", "bootstrap", ...modules, ...examples]) {
    const text = readAll(`${folder}/*.tf`);
    expect(text).toContain('required_version = ">= 1.11"');
    expect(
      new Set(all(text, /hashicorp\/google(?:-beta)?"\s+version = "(.*)"/g)),
    ).toEqual(new Set([">= 6.50, < 8.0"]));
  }
});
