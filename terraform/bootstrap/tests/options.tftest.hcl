mock_provider "google" {
  override_during = plan

  mock_resource "google_service_account" {
    defaults = { member = "serviceAccount:account" }
  }
  override_resource {
    target = google_secret_manager_secret.this["receipts-rcs-webhook-keys"]
    values = { id = "rcs-webhook-keys" }
  }
}

mock_provider "google-beta" {
  override_during = plan

  mock_resource "google_project_service_identity" {
    defaults = { member = "serviceAccount:service-1@gcp-sa-secretmanager.iam.gserviceaccount.com" }
  }
}

variables {
  project_id           = "my-receipts"
  region               = "europe-west1"
  channels             = { rcs = {} }
  webhook_keys         = "{\"rcs\": {\"default\": [\"key\"]}}"
  service_account_keys = null
}

run "everything_optional" {
  command = plan
  variables {
    bigquery_export      = true
    channels             = { business-messages = { create_service_account_key_secret = true }, rcs = { create_service_account_key_secret = true } }
    kms_key              = "projects/keys/locations/europe-west1/keyRings/r/cryptoKeys/k"
    load_balancer        = true
    service_account_keys = "{\"business-messages\": {\"private_key\": \"k\"}, \"rcs\": {\"private_key\": \"l\"}}"
    webhook_keys         = "{\"business-messages\": {\"default\": [\"key\"]}, \"rcs\": {\"my-agent\": [\"other\"]}}"
  }
  assert {
    condition = toset(keys(google_secret_manager_secret.this)) == toset([
      "receipts-business-messages-service-account-key",
      "receipts-rcs-service-account-key",
      "receipts-rcs-webhook-keys",
      "receipts-business-messages-webhook-keys",
    ])
    error_message = "Each channel has secrets of its own."
  }
  assert {
    condition = alltrue([
      for version in concat(values(google_secret_manager_secret_version.webhook_keys), values(google_secret_manager_secret_version.service_account_key)) :
      version.secret_data == null && version.secret_data_wo_version == 1
    ])
    error_message = "No secret's value enters the state."
  }
  assert {
    condition = toset([for grant in google_secret_manager_secret_iam_member.deploy : "${grant.role} ${grant.secret_id}"]) == toset([
      for secret in keys(google_secret_manager_secret.this) : "roles/secretmanager.admin ${secret}"
    ])
    error_message = "The deploy account says who reads each secret."
  }
  assert {
    condition     = alltrue([for secret in google_secret_manager_secret.this : secret.replication[0].user_managed[0].replicas[0].customer_managed_encryption[0].kms_key_name == var.kms_key])
    error_message = "The key encrypts the secrets."
  }
  assert {
    condition     = length(setintersection(keys(google_project_iam_member.deploy), ["roles/bigquery.dataOwner", "roles/compute.loadBalancerAdmin", "roles/compute.securityAdmin"])) == 3
    error_message = "The deploy account may make what was asked for."
  }
  assert {
    condition     = length(setintersection(keys(google_project_service.this), ["bigquery.googleapis.com", "cloudkms.googleapis.com", "compute.googleapis.com"])) == 3
    error_message = "The APIs of what was asked for are enabled."
  }
}

run "rcs_alone" {
  command = plan
  assert {
    condition     = keys(google_secret_manager_secret.this) == ["receipts-rcs-webhook-keys"]
    error_message = "One secret, of the channel that is used."
  }
  assert {
    condition     = { for channel, version in google_secret_manager_secret_version.webhook_keys : channel => version.secret } == { rcs = "rcs-webhook-keys" }
    error_message = "The channel's keys are in its secret."
  }
  assert {
    condition     = google_secret_manager_secret.this["receipts-rcs-webhook-keys"].annotations.description == "The keys that sign the requests of RCS for Business"
    error_message = "The secret says what it is."
  }
}

run "once_the_secrets_are_there" {
  command = plan
  variables {
    channels     = { business-messages = { create_service_account_key_secret = true }, rcs = {} }
    webhook_keys = null
  }
  assert {
    condition     = keys(google_secret_manager_secret_version.webhook_keys) == ["business-messages", "rcs"] && keys(google_secret_manager_secret_version.service_account_key) == ["business-messages"]
    error_message = "No key is needed again."
  }
}
