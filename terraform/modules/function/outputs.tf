output "member" {
  description = "The function's service account, as IAM names it."
  value       = google_service_account.this.member
}

output "name" {
  description = "The function's name, which is its Cloud Run service's, too."
  value       = google_cloudfunctions2_function.this.name
}

output "service_account_email" {
  description = "The function's service account."
  value       = google_service_account.this.email
}

output "uri" {
  description = "The function's URL on Cloud Run, which its callers' tokens name as audience."
  value       = google_cloudfunctions2_function.this.service_config[0].uri
}
