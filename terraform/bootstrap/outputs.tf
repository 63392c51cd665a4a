output "backend" {
  description = "Where the deployment's state is kept: the content of terraform/backend.tf."
  value       = <<-EOT
    terraform {
      backend "gcs" {
        bucket = "${google_storage_bucket.state.name}"
        prefix = "receipts"
      }
    }
  EOT
}

output "bootstrap_backend" {
  description = "Where this module's own state may be kept, too: the content of terraform/bootstrap/backend.tf."
  value       = <<-EOT
    terraform {
      backend "gcs" {
        bucket = "${google_storage_bucket.state.name}"
        prefix = "bootstrap"
      }
    }
  EOT
}

output "service_accounts" {
  description = "The accounts that build the functions, deploy from main, and check pull requests."
  value = {
    build  = google_service_account.build.email
    deploy = google_service_account.deploy.email
    plan   = google_service_account.plan.email
  }
}
