output "grants" {
  description = "Who may do what with the topic."
  value       = [for grant in google_pubsub_topic_iam_member.publisher : "${grant.role} ${grant.member} ${grant.topic}"]
}

output "id" {
  description = "The topic's full name: projects/P/topics/T."
  value       = google_pubsub_topic.this.id
}

output "name" {
  description = "The topic's name."
  value       = google_pubsub_topic.this.name
}

output "topic" {
  description = "The topic with all its attributes."
  value       = google_pubsub_topic.this
}
