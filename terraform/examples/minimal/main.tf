# The required settings, for RCS for Business.
module "receipts" {
  source = "../.."

  project_id   = "my-receipts"
  region       = "europe-west1"
  alert_emails = ["on-call@example.com"]
  channels     = { rcs = {} }
}

output "webhook_urls" {
  description = "URL to register with the platform."
  value       = module.receipts.webhook_urls
}
