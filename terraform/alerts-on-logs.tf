# What Cloud Run turns away itself never reaches an instance, and so no metric: only its request log shows it.
resource "google_monitoring_alert_policy" "webhook_out_of_reach" {
  project               = local.project
  display_name          = "Receipts: the webhook is out of reach"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.notification_channels
  user_labels           = local.labels

  conditions {
    display_name = "Cloud Run turns requests away"

    condition_matched_log {
      filter = <<-EOT
        resource.type="cloud_run_revision"
        resource.labels.service_name="${module.receive_webhook.name}"
        log_id("run.googleapis.com/requests")
        (httpRequest.status=403 OR httpRequest.status=429 OR textPayload:"no available instance")
      EOT
    }
  }

  alert_strategy {
    auto_close = "86400s"

    notification_rate_limit {
      period = "3600s"
    }
  }

  documentation {
    content = <<-EOT
      Cloud Run turned a request away before the function saw it. The platform sends it again, for 7 days, but slows down.

      - 429, or "no available instance": max_instances is reached, or instances do not start. Raise functions.receive_webhook.max_instances; look at the function's log for a configuration that it refuses.
      - 403: nobody may call the function. Apply Terraform again; without public access see docs/deploy.md, "Options".
    EOT
  }
}

# By the log line itself, which says which code the platform answered and what stands still.
resource "google_monitoring_alert_policy" "read_receipts_stopped" {
  project               = local.project
  display_name          = "Receipts: the platform refuses read receipts"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.notification_channels
  user_labels           = local.labels

  conditions {
    display_name = "sendReadReceipt logs an error"

    condition_matched_log {
      filter = <<-EOT
        resource.type="cloud_run_revision"
        resource.labels.service_name="${module.send_read_receipt.name}"
        severity=ERROR
        jsonPayload.function="sendReadReceipt"
      EOT
    }
  }

  alert_strategy {
    auto_close = "86400s"

    notification_rate_limit {
      period = "3600s"
    }
  }

  documentation {
    content = <<-EOT
      A platform answered a call with 503 or a 4xx, or refused the credentials. The log line's `reason` or `error` says which, and its `channel` whose. The other channels' calls go on.

      - 401, or no access token: calls pause, and events wait. Repair the service account's access (docs/deploy.md, "Access to the platform's API"); events go on within 20 minutes.
      - 503 (Business Messages): the platform asks to stop, so calls pause, and events wait. See the platform's status; events go on by themselves within 20 minutes of its recovery.
      - Both: every failed try at the end of a pause, of ten minutes at most, is one more line. Events go to dead-letters after about 15 hours; replay them.
      - 403: the account may not act for this agent, or the platform does not know the conversation. Those events are in dead-letters.
      - 404 (RCS for Business): the phone has no RCS. Those events are in dead-letters; purge them.
      - Another 4xx: the platform's API has changed, or an event names a message that never was.
    EOT
  }
}
