resource "google_service_account" "this" {
  project      = var.deployment.project
  account_id   = var.name
  display_name = "Runs the function ${var.entry_point}"
}

# The same commit gives the same bytes here, and so no new deployment. No condition stands here: with one, the
# archive would be made during apply alone, and each plan would announce a deployment.
data "archive_file" "source" {
  type             = "zip"
  source_dir       = var.source_dir
  excludes         = ["node_modules"]
  output_path      = "${path.root}/.terraform/receipts/${var.name}.zip"
  output_file_mode = "0644"
}

resource "google_storage_bucket_object" "source" {
  bucket = var.deployment.source_bucket
  name   = "${var.name}-${data.archive_file.source.output_sha256}.zip"
  source = data.archive_file.source.output_path
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each = var.secrets

  project   = var.deployment.project
  secret_id = each.value.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

resource "google_cloudfunctions2_function" "this" {
  project      = var.deployment.project
  location     = var.deployment.region
  name         = var.name
  description  = var.description
  kms_key_name = var.deployment.kms_key
  labels       = var.deployment.labels

  build_config {
    runtime           = "nodejs24"
    entry_point       = var.entry_point
    service_account   = var.deployment.build_service_account
    docker_repository = var.deployment.docker_repository

    source {
      storage_source {
        bucket = google_storage_bucket_object.source.bucket
        object = google_storage_bucket_object.source.name
      }
    }
  }

  service_config {
    service_account_email            = google_service_account.this.email
    available_cpu                    = var.sizing.cpu
    available_memory                 = var.sizing.memory
    max_instance_request_concurrency = var.sizing.concurrency
    min_instance_count               = var.sizing.min_instances
    max_instance_count               = var.sizing.max_instances
    timeout_seconds                  = var.timeout_seconds
    ingress_settings                 = var.ingress
    all_traffic_on_latest_revision   = true

    environment_variables = merge(
      var.sizing.environment,
      { for name, value in var.environment : name => value if value != null },
      {
        NODE_COMPILE_CACHE = "/workspace/compile-cache" # the build's gcp-build makes it: scripts/bundle/warm-up.cjs
        NODE_ENV           = "production"
      },
    )

    dynamic "secret_environment_variables" {
      for_each = var.secrets
      content {
        key        = secret_environment_variables.key
        project_id = var.deployment.project
        secret     = secret_environment_variables.value.secret
        version    = secret_environment_variables.value.version
      }
    }
  }

  # A revision that can't read its secret does not start.
  depends_on = [google_secret_manager_secret_iam_member.reader]
}

resource "google_cloud_run_v2_service_iam_member" "invoker" {
  for_each = var.invokers

  project  = var.deployment.project
  location = var.deployment.region
  name     = google_cloudfunctions2_function.this.name
  role     = "roles/run.invoker"
  member   = each.value
}
