# What has to be said, and nothing else.
module "receipts" {
  source = "../.."

  project_id   = "my-receipts"
  region       = "europe-west1"
  alert_emails = ["on-call@example.com"]
}

output "webhook_urls" {
  description = "The URL to register with the platform."
  value       = module.receipts.webhook_urls
}
