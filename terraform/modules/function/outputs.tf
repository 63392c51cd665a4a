output "function" {
  description = "The function with all its attributes."
  value       = google_cloudfunctions2_function.this
}

output "grants" {
  description = "Who may call the function, and which secrets its account may read."
  value = concat(
    [for grant in google_cloud_run_v2_service_iam_member.invoker : "${grant.role} ${grant.member} ${grant.name}"],
    [for grant in google_secret_manager_secret_iam_member.reader : "${grant.role} ${grant.member} ${grant.secret_id}"],
  )
}

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
