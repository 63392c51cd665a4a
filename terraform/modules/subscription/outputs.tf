output "id" {
  description = "The subscription's full name: projects/P/subscriptions/S."
  value       = google_pubsub_subscription.this.id
}

output "name" {
  description = "The subscription's name."
  value       = google_pubsub_subscription.this.name
}
