# Builds the functions' containers. It stands here and not beside the functions because new accounts and their roles
# take a while to be seen, and a build that starts before that fails.
resource "google_service_account" "build" {
  project      = local.project
  account_id   = "receipts-build"
  display_name = "Builds the receipts functions"
}

resource "google_project_iam_member" "build" {
  for_each = toset([
    "roles/artifactregistry.writer",
    "roles/logging.logWriter",
    "roles/storage.objectViewer",
  ])

  project = local.project
  role    = each.value
  member  = google_service_account.build.member

  # It reads the functions' sources, and has no business with Terraform's state.
  dynamic "condition" {
    for_each = each.value == "roles/storage.objectViewer" ? [google_storage_bucket.state.name] : []
    content {
      title      = "not-the-state"
      expression = "!resource.name.startsWith(\"projects/_/buckets/${condition.value}\")"
    }
  }
}
