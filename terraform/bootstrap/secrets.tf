locals {
  secrets = merge(
    { "receipts-webhook-keys" = "The keys that sign the platform's requests" },
    var.platform_key_secret ? { "receipts-platform-key" = "A service account key for the platform's API" } : {},
  )
}

# Secret Manager's own account, which encrypts with the customer-managed key.
resource "google_project_service_identity" "secret_manager" {
  count    = var.kms_key == null ? 0 : 1
  provider = google-beta

  project = local.project
  service = "secretmanager.googleapis.com"
}

resource "google_kms_crypto_key_iam_member" "secret_manager" {
  count = var.kms_key == null ? 0 : 1

  crypto_key_id = var.kms_key
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = google_project_service_identity.secret_manager[0].member
}

resource "google_secret_manager_secret" "this" {
  for_each = local.secrets

  project     = local.project
  secret_id   = each.key
  labels      = local.labels
  annotations = { description = each.value }

  replication {
    user_managed {
      replicas {
        location = var.region

        dynamic "customer_managed_encryption" {
          for_each = google_kms_crypto_key_iam_member.secret_manager
          content {
            kms_key_name = customer_managed_encryption.value.crypto_key_id
          }
        }
      }
    }
  }
}

# The first version of each. A value never enters Terraform's state; later ones are added beside it by gcloud
# (docs/deploy.md, "Changing a key"), and the deployment names the version that it uses.
resource "google_secret_manager_secret_version" "webhook_keys" {
  secret                 = google_secret_manager_secret.this["receipts-webhook-keys"].id
  secret_data_wo         = var.webhook_keys
  secret_data_wo_version = 1

  lifecycle {
    ignore_changes = [enabled] # a person disables it when a later version has taken over
  }
}

resource "google_secret_manager_secret_version" "platform_key" {
  count = var.platform_key_secret ? 1 : 0

  secret                 = google_secret_manager_secret.this["receipts-platform-key"].id
  secret_data_wo         = var.platform_key
  secret_data_wo_version = 1

  lifecycle {
    ignore_changes = [enabled]
  }
}
