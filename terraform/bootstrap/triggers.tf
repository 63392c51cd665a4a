# Connecting the Git host is a manual step (docs/deploy.md, "Deploying from Git"): without a repository there are no triggers.
resource "google_cloudbuild_trigger" "main" {
  count = var.repository == null ? 0 : 1

  project         = local.project
  location        = var.region
  name            = "receipts-main"
  description     = "Tests main, and applies what Terraform plans"
  filename        = "cloudbuild.yaml"
  service_account = google_service_account.deploy.id
  substitutions   = { _APPLY = "true" }

  repository_event_config {
    repository = var.repository
    push {
      branch = "^main$"
    }
  }

  approval_config {
    approval_required = var.require_approval
  }
}

resource "google_cloudbuild_trigger" "pull_request" {
  count = var.repository == null ? 0 : 1

  project     = local.project
  location    = var.region
  name        = "receipts-pull-request"
  description = "Tests a pull request, and plans what it would change"
  filename    = "cloudbuild.yaml"
  # The file that runs is the pull request's own: what keeps it from applying is this account.
  service_account = google_service_account.plan.id
  substitutions   = { _APPLY = "false" }

  repository_event_config {
    repository = var.repository
    pull_request {
      branch          = "^main$"
      comment_control = "COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY"
    }
  }
}
