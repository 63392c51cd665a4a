resource "google_pubsub_subscription" "this" {
  project                    = var.project
  name                       = var.name
  topic                      = var.topic
  labels                     = var.labels
  ack_deadline_seconds       = var.ack_deadline_seconds
  message_retention_duration = "${var.retention_days * 86400}s"

  # By default a subscription that nobody uses for 31 days is deleted, with all that is in it.
  expiration_policy {
    ttl = ""
  }

  # Not for dead letters: those that a person looks at and gives back would be hidden from the next look.
  dynamic "retry_policy" {
    for_each = var.dead_letters == null ? [] : [true]
    content {
      minimum_backoff = "10s"
      maximum_backoff = "600s"
    }
  }

  dynamic "dead_letter_policy" {
    for_each = var.dead_letters == null ? [] : [var.dead_letters]
    content {
      dead_letter_topic     = dead_letter_policy.value.topic
      max_delivery_attempts = 100 # with this backoff about 15 hours
    }
  }

  dynamic "push_config" {
    for_each = var.push == null ? [] : [var.push]
    content {
      push_endpoint = push_config.value.endpoint

      oidc_token {
        service_account_email = push_config.value.service_account_email
        audience              = push_config.value.audience
      }

      dynamic "no_wrapper" {
        for_each = push_config.value.unwrapped ? [true] : []
        content {
          write_metadata = true
        }
      }
    }
  }

  dynamic "bigquery_config" {
    for_each = var.bigquery_table == null ? [] : [var.bigquery_table]
    content {
      table               = bigquery_config.value
      use_table_schema    = true
      write_metadata      = true
      drop_unknown_fields = true
    }
  }
}

# Without this grant Pub/Sub can't take a message out of the subscription, and dead-lettering silently fails.
resource "google_pubsub_subscription_iam_member" "dead_lettering" {
  count = var.dead_letters == null ? 0 : 1

  project      = var.project
  subscription = google_pubsub_subscription.this.name
  role         = "roles/pubsub.subscriber"
  member       = var.dead_letters.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "subscriber" {
  for_each = var.subscribers

  project      = var.project
  subscription = google_pubsub_subscription.this.name
  role         = "roles/pubsub.subscriber"
  member       = each.value
}
