# Checks pull requests, whose code anybody may have written: it reads Terraform's state, and can change nothing.
resource "google_service_account" "plan" {
  project      = local.project
  account_id   = "receipts-plan"
  display_name = "Checks the receipts service's pull requests"
}

resource "google_project_iam_member" "plan" {
  project = local.project
  role    = "roles/logging.logWriter"
  member  = google_service_account.plan.member
}

resource "google_storage_bucket_iam_member" "plan" {
  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.plan.member
}
