output "function" {
  description = "Function with all its attributes."
  value       = google_cloudfunctions2_function.this
}

output "grants" {
  description = "IAM bindings: principals that may call the function, and secrets that its service account may read."
  value = concat(
    [for grant in google_cloud_run_v2_service_iam_member.invoker : "${grant.role} ${grant.member} ${grant.name}"],
    [for grant in google_secret_manager_secret_iam_member.reader : "${grant.role} ${grant.member} ${grant.secret_id}"],
  )
}

output "member" {
  description = "Service account of the function, as an IAM member."
  value       = google_service_account.this.member
}

output "name" {
  description = "Name of the function and its Cloud Run service."
  value       = google_cloudfunctions2_function.this.name
}

output "service_account_email" {
  description = "Email address of the function's service account."
  value       = google_service_account.this.email
}

output "uri" {
  description = "URL of the function on Cloud Run, which is the audience of its callers' tokens."
  value       = google_cloudfunctions2_function.this.service_config[0].uri
}
