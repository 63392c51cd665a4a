# Two channels, always warm, encrypted with a customer-managed key, behind a load balancer, exported for analysis.
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
    rcs = {
      api = { impersonate_service_account = "platform@my-partner.iam.gserviceaccount.com", region = "europe" }
    }
    business-messages = {
      api          = { impersonate_service_account = "platform@my-partner.iam.gserviceaccount.com" }
      webhook_keys = { version = "2" }
    }
  }

  firestore = {
    point_in_time_recovery = true
  }

  # More than a new project's CPU quota allows: request more first.
  functions = {
    receive_webhook = { min_instances = 1, max_instances = 200 }
  }
}

output "load_balancer_address" {
  description = "IP address for the domain's A record."
  value       = module.receipts.load_balancer_address
}

output "webhook_urls" {
  description = "URL to register with each channel's platform."
  value       = module.receipts.webhook_urls
}
