module "user_events" {
  source = "./modules/topic"

  project    = local.project
  name       = "user-events"
  settings   = local.topic_settings
  publishers = { receive_webhook = module.receive_webhook.member }
}

# Loses nothing from the first day on: pulled by an agent's backend, or pushed to its existing webhook, with the
# body that the platform sent.
module "user_events_subscription" {
  source = "./modules/subscription"

  project              = local.project
  name                 = "user-events"
  topic                = module.user_events.id
  labels               = local.labels
  ack_deadline_seconds = 60
  dead_letters         = local.dead_letters
  subscribers = {
    for backend in values(var.agent_backends) : backend.principal => backend.principal if backend.pull_user_events
  }
  push = var.user_events_push_url == null ? null : {
    endpoint              = var.user_events_push_url
    audience              = var.user_events_push_url
    service_account_email = google_service_account.push.email
    unwrapped             = true
  }
}
