locals {
  # What the deployment knows of each channel.
  known_channels = jsondecode(file("${path.module}/../channels.json"))

  # Each secret is named after the variable that it goes to, as the deployment expects.
  service_account_key_secrets = {
    for name, channel in var.channels :
    name => "receipts-${lower(replace("${local.known_channels[name].api_variables}_SERVICE_ACCOUNT_KEY", "_", "-"))}"
    if channel.create_service_account_key_secret
  }
  webhook_keys_secrets = {
    for name in keys(var.channels) :
    name => "receipts-${lower(replace(local.known_channels[name].keys_variable, "_", "-"))}"
  }

  secrets = merge(
    { for name, secret in local.webhook_keys_secrets : secret => "The keys that sign the requests of ${local.known_channels[name].title}" },
    { for name, secret in local.service_account_key_secrets : secret => "A service account key for the API of ${local.known_channels[name].title}" },
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
  for_each = local.webhook_keys_secrets

  secret                 = google_secret_manager_secret.this[each.value].id
  secret_data_wo         = try(jsonencode(jsondecode(var.webhook_keys)[each.key]), null)
  secret_data_wo_version = 1

  lifecycle {
    ignore_changes = [enabled] # a person disables it when a later version has taken over
  }
}

resource "google_secret_manager_secret_version" "service_account_key" {
  for_each = local.service_account_key_secrets

  secret                 = google_secret_manager_secret.this[each.value].id
  secret_data_wo         = try(jsonencode(jsondecode(var.service_account_keys)[each.key]), null)
  secret_data_wo_version = 1

  lifecycle {
    ignore_changes = [enabled]
  }
}
