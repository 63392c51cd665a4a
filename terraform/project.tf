locals {
  # The bootstrap module enables these, too. They stand here again so that an upgrade that needs one more
  # gets it, and so that this module also works in a project that was prepared in another way.
  services = concat(
    [
      "artifactregistry.googleapis.com",
      "cloudbuild.googleapis.com",
      "cloudfunctions.googleapis.com",
      "cloudresourcemanager.googleapis.com",
      "firestore.googleapis.com",
      "iam.googleapis.com",
      "iamcredentials.googleapis.com",
      "logging.googleapis.com",
      "monitoring.googleapis.com",
      "pubsub.googleapis.com",
      "run.googleapis.com",
      "secretmanager.googleapis.com",
      "serviceusage.googleapis.com",
      "storage.googleapis.com",
    ],
    var.bigquery_export == null ? [] : ["bigquery.googleapis.com"],
    var.kms_key == null ? [] : ["cloudkms.googleapis.com"],
    var.load_balancer == null ? [] : ["compute.googleapis.com"],
  )

  # Everything takes the project from here, and so waits until its APIs are enabled.
  project = one(distinct([for service in google_project_service.this : service.project]))

  labels = merge({ app = "receipts" }, var.labels)
}

resource "google_project_service" "this" {
  for_each = toset(local.services)

  project = var.project_id
  service = each.value

  # Others in the project may need them.
  disable_on_destroy = false
}

# Pub/Sub's own account. In a new project it does not exist until somebody asks for it.
resource "google_project_service_identity" "pubsub" {
  provider = google-beta

  project = local.project
  service = "pubsub.googleapis.com"
}
