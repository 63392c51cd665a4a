import { globSync, readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";

// Terraform's own tests look at grants that they know by name. This is the list of all: whoever adds one has to
// think of who gets what, and to say it there as well.
const GRANTS = {
  "terraform/agent-backends.tf": [
    "pubsub_topic_iam_member.receipts_subscriber roles/pubsub.subscriber",
  ],
  "terraform/bigquery.tf": ["bigquery_table_iam_member.pubsub each.value.role"],
  "terraform/bootstrap/build-account.tf": [
    "project_iam_member.build each.value",
  ],
  "terraform/bootstrap/deploy-account.tf": [
    "project_iam_member.deploy each.value",
    "project_iam_member.deploy_grants roles/resourcemanager.projectIamAdmin",
    "secret_manager_secret_iam_member.deploy roles/secretmanager.admin",
  ],
  "terraform/bootstrap/plan-account.tf": [
    "project_iam_member.plan roles/logging.logWriter",
    "storage_bucket_iam_member.plan roles/storage.objectViewer",
  ],
  "terraform/bootstrap/secrets.tf": [
    "kms_crypto_key_iam_member.secret_manager roles/cloudkms.cryptoKeyEncrypterDecrypter",
  ],
  "terraform/channels.tf": [
    "service_account_iam_member.impersonation roles/iam.serviceAccountTokenCreator",
  ],
  "terraform/encryption.tf": [
    "kms_crypto_key_iam_member.users roles/cloudkms.cryptoKeyEncrypterDecrypter",
  ],
  "terraform/firestore.tf": ["project_iam_member.database each.value.role"],
  "terraform/functions.tf": [
    "service_account_iam_member.push_tokens roles/iam.serviceAccountOpenIdTokenCreator",
  ],
  "terraform/modules/function/main.tf": [
    "secret_manager_secret_iam_member.reader roles/secretmanager.secretAccessor",
    "cloud_run_v2_service_iam_member.invoker roles/run.invoker",
  ],
  "terraform/modules/subscription/main.tf": [
    "pubsub_subscription_iam_member.dead_lettering roles/pubsub.subscriber",
    "pubsub_subscription_iam_member.subscriber roles/pubsub.subscriber",
  ],
  "terraform/modules/topic/main.tf": [
    "pubsub_topic_iam_member.publisher roles/pubsub.publisher",
  ],
};

it("nobody is granted anything but what is listed here", () => {
  const found: Record<string, string[]> = {};
  for (const file of globSync("terraform/**/*.tf").sort()) {
    const text = readFileSync(file, "utf8");
    const grants = [
      ...text.matchAll(
        /^resource "google_(\w+_iam_\w+)" "(\w+)" \{\n(.*?)^\}/gms,
      ),
    ].map(([, type, name, body = ""]) => {
      const [, role] = /^ +role += "?([^"\n]+)"?$/m.exec(body) ?? [];
      return `${type}.${name} ${role}`;
    });
    if (grants.length > 0) found[file] = grants;
  }
  expect(found).toEqual(GRANTS);
});

it("only the webhook's module call names everybody", () => {
  const naming = globSync("terraform/**/*.tf").flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => /allUsers|allAuthenticatedUsers/.test(line))
      .filter((line) => !/error_message|description/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(naming).toEqual([
    'terraform/functions.tf: invokers = var.webhook_public_access ? { everybody = "allUsers" } : {}',
  ]);
});
