# Terraform's state of the deployment. It holds no secret: their values are written without passing through it. As long
# as anything is in it, neither Terraform nor a hasty person can delete it.
resource "google_storage_bucket" "state" {
  project                     = local.project
  name                        = "${local.project}-receipts-state"
  location                    = var.region
  labels                      = local.labels
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true

  versioning {
    enabled = true
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      num_newer_versions = 50
      with_state         = "ARCHIVED"
    }
  }
}
