output "grants" {
  description = "IAM bindings of the subscription."
  value = [
    for grant in concat(
      google_pubsub_subscription_iam_member.dead_lettering,
      values(google_pubsub_subscription_iam_member.subscriber),
    ) : "${grant.role} ${grant.member} ${grant.subscription}"
  ]
}

output "id" {
  description = "Full name of the subscription: projects/P/subscriptions/S."
  value       = google_pubsub_subscription.this.id
}

output "name" {
  description = "Name of the subscription."
  value       = google_pubsub_subscription.this.name
}

output "subscription" {
  description = "Subscription with all its attributes."
  value       = google_pubsub_subscription.this
}
