# What is no agent-read event is refused where it is published. Proto3 knows no required fields: that a message is
# named is checked by the function.
resource "google_pubsub_schema" "agent_read_event" {
  project    = local.project
  name       = "agent-read-event"
  type       = "PROTOCOL_BUFFER"
  definition = file("${path.module}/schemas/agent-read-event.proto")
}

module "agent_reads" {
  source = "./modules/topic"

  project     = local.project
  name        = "agent-reads"
  json_schema = google_pubsub_schema.agent_read_event.id
  settings    = local.topic_settings
  publishers  = { for backend in values(var.agent_backends) : backend.principal => backend.principal }
}

module "agent_reads_push" {
  source = "./modules/subscription"

  project              = local.project
  name                 = "agent-reads-send"
  topic                = module.agent_reads.id
  labels               = local.labels
  ack_deadline_seconds = local.ack_deadline_seconds.send_read_receipt
  dead_letters         = local.dead_letters
  push = {
    endpoint              = module.send_read_receipt.uri
    audience              = module.send_read_receipt.uri
    service_account_email = google_service_account.push.email
  }
}
