output "grants" {
  description = "Who may do what with the subscription."
  value = [
    for grant in concat(
      google_pubsub_subscription_iam_member.dead_lettering,
      values(google_pubsub_subscription_iam_member.subscriber),
    ) : "${grant.role} ${grant.member} ${grant.subscription}"
  ]
}

output "id" {
  description = "The subscription's full name: projects/P/subscriptions/S."
  value       = google_pubsub_subscription.this.id
}

output "name" {
  description = "The subscription's name."
  value       = google_pubsub_subscription.this.name
}

output "subscription" {
  description = "The subscription with all its attributes."
  value       = google_pubsub_subscription.this
}
