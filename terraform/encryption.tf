locals {
  # Nothing is asked about those accounts where others grant.
  grants_kms_key = try(var.kms_key.grant_access, false)

  # The Google accounts that encrypt with a customer-managed key, by what they keep.
  kms_users = !local.grants_kms_key ? {} : {
    artifacts = [google_project_service_identity.encrypting["artifactregistry.googleapis.com"].member]
    firestore = [google_project_service_identity.encrypting["firestore.googleapis.com"].member]
    functions = [
      google_project_service_identity.encrypting["cloudfunctions.googleapis.com"].member,
      google_project_service_identity.encrypting["run.googleapis.com"].member,
    ]
    pubsub   = [google_project_service_identity.pubsub.member]
    storage  = [data.google_storage_project_service_account.this[0].member]
    bigquery = var.bigquery_export == null ? [] : [data.google_bigquery_default_service_account.this[0].member]
  }

  # Who encrypts takes the key from here, and so waits until its account may use it.
  kms_key = {
    for user in ["artifacts", "bigquery", "firestore", "functions", "pubsub", "storage"] :
    user => var.kms_key == null ? null : (
      var.kms_key.grant_access
      ? one(distinct(values(google_kms_crypto_key_iam_member.users)[*].crypto_key_id))
      : var.kms_key.name
    )
  }
}

resource "google_project_service_identity" "encrypting" {
  for_each = !local.grants_kms_key ? [] : toset([
    "artifactregistry.googleapis.com",
    "cloudfunctions.googleapis.com",
    "firestore.googleapis.com",
    "run.googleapis.com",
  ])
  provider = google-beta

  project = local.project
  service = each.value
}

data "google_storage_project_service_account" "this" {
  count = local.grants_kms_key ? 1 : 0

  project = local.project
}

data "google_bigquery_default_service_account" "this" {
  count = local.grants_kms_key && var.bigquery_export != null ? 1 : 0

  project = local.project
}

resource "google_kms_crypto_key_iam_member" "users" {
  for_each = merge([
    for user, members in local.kms_users : {
      for index, member in members : "${user}-${index}" => member
    }
  ]...)

  crypto_key_id = var.kms_key.name
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value
}
