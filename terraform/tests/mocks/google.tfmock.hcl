# What Google would answer, where the tests look at it or something checks its form.

mock_resource "google_project_service_identity" {
  defaults = { member = "serviceAccount:service-1@gcp-sa-other.iam.gserviceaccount.com" }
}

mock_data "google_storage_project_service_account" {
  defaults = { member = "serviceAccount:service-1@gs-project-accounts.iam.gserviceaccount.com" }
}

mock_data "google_bigquery_default_service_account" {
  defaults = { member = "serviceAccount:bq-1@bigquery-encryption.iam.gserviceaccount.com" }
}

override_resource {
  target = google_project_service_identity.pubsub
  values = { member = "serviceAccount:pubsub-agent" }
}

override_resource {
  target = google_service_account.push
  values = {
    email  = "push@my-receipts.iam.gserviceaccount.com"
    member = "serviceAccount:push"
    name   = "projects/my-receipts/serviceAccounts/push@my-receipts.iam.gserviceaccount.com"
  }
}

override_resource {
  target = module.receive_webhook.google_service_account.this
  values = {
    email  = "receive-webhook@my-receipts.iam.gserviceaccount.com"
    member = "serviceAccount:receive-webhook"
  }
}

override_resource {
  target = module.store_receipt.google_service_account.this
  values = {
    email  = "store-receipt@my-receipts.iam.gserviceaccount.com"
    member = "serviceAccount:store-receipt"
  }
}

override_resource {
  target = module.send_read_receipt.google_service_account.this
  values = {
    email  = "send-read-receipt@my-receipts.iam.gserviceaccount.com"
    member = "serviceAccount:send-read-receipt"
  }
}

override_resource {
  target = module.receipts.google_pubsub_topic.this
  values = { id = "projects/my-receipts/topics/receipts" }
}

override_resource {
  target = module.agent_reads.google_pubsub_topic.this
  values = { id = "projects/my-receipts/topics/agent-reads" }
}

override_resource {
  target = module.user_events.google_pubsub_topic.this
  values = { id = "projects/my-receipts/topics/user-events" }
}

override_resource {
  target = module.dead_letters.google_pubsub_topic.this
  values = { id = "projects/my-receipts/topics/dead-letters" }
}

override_resource {
  target = google_pubsub_schema.agent_read_event
  values = { id = "projects/my-receipts/schemas/agent-read-event" }
}

override_resource {
  target = module.load_balancer[0].google_compute_security_policy.this
  values = { id = "projects/my-receipts/global/securityPolicies/receive-webhook" }
}

override_resource {
  target = module.load_balancer[0].google_compute_ssl_policy.this
  values = { id = "projects/my-receipts/global/sslPolicies/receive-webhook" }
}

override_resource {
  target = module.load_balancer[0].google_compute_global_address.this
  values = { address = "203.0.113.1" }
}

override_resource {
  target = module.receive_webhook.google_cloudfunctions2_function.this
  values = { service_config = { uri = "https://receive-webhook.run.app" } }
}

override_resource {
  target = module.store_receipt.google_cloudfunctions2_function.this
  values = { service_config = { uri = "https://store-receipt.run.app" } }
}

override_resource {
  target = module.send_read_receipt.google_cloudfunctions2_function.this
  values = { service_config = { uri = "https://send-read-receipt.run.app" } }
}
