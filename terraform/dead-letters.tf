module "dead_letters" {
  source = "./modules/topic"

  project  = local.project
  name     = "dead-letters"
  settings = local.topic_settings
  publishers = {
    receive_webhook   = module.receive_webhook.member
    store_receipt     = module.store_receipt.member
    send_read_receipt = module.send_read_receipt.member
    # What a subscription has tried for the last time.
    pubsub = google_project_service_identity.pubsub.member
  }
}

# A topic keeps nothing for those who come later: this subscription does, as long as Pub/Sub can.
module "dead_letters_subscription" {
  source = "./modules/subscription"

  project              = local.project
  name                 = "dead-letters"
  topic                = module.dead_letters.id
  labels               = local.labels
  ack_deadline_seconds = 60
  retention_days       = 31
}
