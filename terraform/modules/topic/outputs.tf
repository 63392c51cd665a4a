output "id" {
  description = "The topic's full name: projects/P/topics/T."
  value       = google_pubsub_topic.this.id
}

output "name" {
  description = "The topic's name."
  value       = google_pubsub_topic.this.name
}
