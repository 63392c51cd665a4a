# Two channels, always warm, encrypted with keys of one's own, behind a load balancer, exported for analysis.
module "receipts" {
  source = "../.."

  project_id                  = "my-receipts"
  region                      = "europe-west1"
  labels                      = { environment = "production" }
  alert_emails                = ["on-call@example.com"]
  notification_channels       = ["projects/my-receipts/notificationChannels/1234567890"]
  alert_thresholds            = { backlog_age_seconds = 300 }
  dashboard                   = true
  retention_days              = 30
  webhook_public_access       = true
  bigquery_export             = { expiration_days = 365 }
  user_events_push_url        = "https://bot.example.com/webhook"
  kms_key                     = { name = "projects/my-keys/locations/europe-west1/keyRings/receipts/cryptoKeys/receipts" }
  load_balancer               = { domain = "receipts.example.com" }
  allowed_persistence_regions = ["europe-west1", "europe-west4"]

  agent_backends = {
    bot  = { principal = "serviceAccount:bot@my-bot.iam.gserviceaccount.com", read_state = true }
    desk = { principal = "serviceAccount:desk@my-desk.iam.gserviceaccount.com", subscribe_to_receipts = true }
  }

  channels = {
    business-messages = {
      api          = { impersonate_service_account = "platform@my-partner.iam.gserviceaccount.com" }
      webhook_keys = { version = "2" }
    }
    rcs = {
      api = { impersonate_service_account = "platform@my-partner.iam.gserviceaccount.com", region = "europe" }
    }
  }

  firestore = {
    point_in_time_recovery = true
  }

  # More than a new project's quota of CPUs admits: ask for more first.
  functions = {
    receive_webhook = { min_instances = 1, max_instances = 200 }
  }
}

output "load_balancer_address" {
  description = "The address that the domain's A record has to name."
  value       = module.receipts.load_balancer_address
}

output "webhook_urls" {
  description = "The URL to register with each platform."
  value       = module.receipts.webhook_urls
}
