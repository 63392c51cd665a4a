# Requests that Cloud Run itself rejects never reach an instance, so no metric counts them. Only the request log has them.
resource "google_monitoring_alert_policy" "webhook_rejected_by_cloud_run" {
  project               = local.project
  display_name          = "Receipts: webhook requests rejected by Cloud Run"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.notification_channels
  user_labels           = local.labels

  conditions {
    display_name = "Cloud Run rejects a request"

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
      Cloud Run rejected a request before it reached the function. The platform resends it for 7 days, but slows down.

      - 429, or "no available instance": max_instances is reached, or instances don't start. Raise functions.receive_webhook.max_instances, or check the function's log for an invalid configuration.
      - 403: no one is allowed to call the function. Apply Terraform again. If webhook_public_access is false, see docs/deploy.md, "Options".

      See docs/operations.md, "Webhook requests rejected by Cloud Run".
    EOT
  }
}

# The log entry itself has the platform's status code and its channel.
resource "google_monitoring_alert_policy" "read_receipts_rejected" {
  project               = local.project
  display_name          = "Receipts: platform rejects read receipts"
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
      A platform API responded with 503 or a 4xx status, or sendReadReceipt couldn't get an access token. The log entry's `reason` or `error` has the status, and `channel` has the platform. Other channels aren't affected.

      - 401, or no access token: the circuit breaker is open, and events wait. Restore the service account's access (docs/deploy.md, "Access to the platform's API"). Events are then processed within 20 minutes.
      - 503 (Business Messages): the platform asks clients to stop. The circuit breaker is open, and events wait. Events are processed within 20 minutes of the platform's recovery.
      - After a 401 or 503, each failed probe logs one more error, at most every ten minutes. After about 15 hours, events become dead letters; replay them.
      - 403: the service account isn't authorized for this agent, or the platform doesn't know the conversation. The events are dead letters.
      - 404 (RCS for Business): the phone doesn't support RCS. The events are dead letters; purge them.
      - Another 4xx: the platform API has changed, or an event names a message that doesn't exist. The events are dead letters.

      See docs/operations.md, "Platform rejects read receipts".
    EOT
  }
}
