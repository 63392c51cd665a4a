# What else an agent backend may do stands with the thing itself: publish agent reads (agent-reads.tf), pull user
# events (user-events.tf), read state (firestore.tf).
resource "google_pubsub_topic_iam_member" "receipts_subscriber" {
  for_each = toset([for backend in values(var.agent_backends) : backend.principal if backend.subscribe_to_receipts])

  project = local.project
  topic   = module.receipts.name
  role    = "roles/pubsub.subscriber"
  member  = each.value
}
