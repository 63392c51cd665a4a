output "dead_letters_subscription" {
  description = "Subscription that keeps dead letters."
  value       = module.dead_letters_subscription.id
}

output "firestore_database" {
  description = "Database with the message states."
  value       = google_firestore_database.receipts.name
}

output "load_balancer_address" {
  description = "IP address for the domain's A record; null without a load balancer."
  value       = one(module.load_balancer[*].address)
}

output "publish_agent_read_commands" {
  description = "Command that publishes an agent read, for each channel."
  value = {
    for name, channel in local.channels :
    name => "gcloud pubsub topics publish ${module.agent_reads.id} --message='{\"message\": \"${channel.example_message}\"}'"
  }
}

output "service_accounts" {
  description = "Service accounts of the functions. The platform must authorize send_read_receipt's, unless it impersonates another one or has a key."
  value = {
    receive_webhook   = module.receive_webhook.service_account_email
    send_read_receipt = module.send_read_receipt.service_account_email
    store_receipt     = module.store_receipt.service_account_email
  }
}

output "topics" {
  description = "Full names of the topics."
  value = {
    agent_reads  = module.agent_reads.id
    dead_letters = module.dead_letters.id
    receipts     = module.receipts.id
    user_events  = module.user_events.id
  }
}

output "user_events_subscription" {
  description = "Subscription for user events: messages, suggestions, and typing indicators."
  value       = module.user_events_subscription.id
}

output "webhook_urls" {
  description = "URL to register with each channel's platform."
  value       = { for name in keys(local.channels) : name => "${local.webhook_base_url}/webhook/${name}" }
}
