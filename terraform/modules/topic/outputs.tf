output "grants" {
  description = "IAM bindings of the topic."
  value       = [for grant in google_pubsub_topic_iam_member.publisher : "${grant.role} ${grant.member} ${grant.topic}"]
}

output "id" {
  description = "Full name of the topic: projects/P/topics/T."
  value       = google_pubsub_topic.this.id
}

output "name" {
  description = "Name of the topic."
  value       = google_pubsub_topic.this.name
}

output "topic" {
  description = "Topic with all its attributes."
  value       = google_pubsub_topic.this
}
