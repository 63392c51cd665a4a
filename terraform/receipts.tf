locals {
  topic_settings = {
    kms_key         = local.kms_key.pubsub
    labels          = local.labels
    retention_days  = var.topic_retention_days
    storage_regions = var.allowed_persistence_regions
  }

  # Where each subscription's messages go after the last attempt, and who takes them there.
  dead_letters = {
    topic        = module.dead_letters.id
    pubsub_agent = google_project_service_identity.pubsub.member
  }
}

module "receipts" {
  source = "./modules/topic"

  project    = local.project
  name       = "receipts"
  settings   = local.topic_settings
  publishers = { receive_webhook = module.receive_webhook.member }
}

module "receipts_push" {
  source = "./modules/subscription"

  project              = local.project
  name                 = "receipts-store"
  topic                = module.receipts.id
  labels               = local.labels
  ack_deadline_seconds = local.ack_deadline_seconds.store_receipt
  dead_letters         = local.dead_letters
  push = {
    endpoint              = module.store_receipt.uri
    audience              = module.store_receipt.uri
    service_account_email = google_service_account.push.email
  }
}
