output "backend" {
  description = "Content of terraform/backend.tf, which tells Terraform where the deployment's state is."
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
  description = "Content of terraform/bootstrap/backend.tf, which moves this module's own state to the same bucket."
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
  description = "Service accounts that build the functions, deploy from main, and check pull requests."
  value = {
    build  = google_service_account.build.email
    deploy = google_service_account.deploy.email
    plan   = google_service_account.plan.email
  }
}
