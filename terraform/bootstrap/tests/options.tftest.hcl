mock_provider "google" {
  override_during = plan

  mock_resource "google_service_account" {
    defaults = { member = "serviceAccount:account" }
  }
}

mock_provider "google-beta" {
  override_during = plan

  mock_resource "google_project_service_identity" {
    defaults = { member = "serviceAccount:service-1@gcp-sa-secretmanager.iam.gserviceaccount.com" }
  }
}

variables {
  project_id   = "my-receipts"
  region       = "europe-west1"
  webhook_keys = "{\"default\": [\"key\"]}"
  platform_key = "{\"private_key\": \"k\"}"
}

run "everything_optional" {
  command = plan
  variables {
    bigquery_export     = true
    kms_key             = "projects/keys/locations/europe-west1/keyRings/r/cryptoKeys/k"
    load_balancer       = true
    platform_key_secret = true
  }
  assert {
    condition     = keys(google_secret_manager_secret.this) == ["receipts-platform-key", "receipts-webhook-keys"] && google_secret_manager_secret_version.platform_key[0].secret_data == null
    error_message = "The platform's key has a secret, and its value does not enter the state."
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
