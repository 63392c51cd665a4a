locals {
  # User events are watched only if something consumes them.
  user_events_are_taken = var.user_events_push_url != null || anytrue(values(var.agent_backends)[*].pull_user_events)
  watched_subscriptions = concat(
    [module.receipts_push.name, module.agent_reads_push.name],
    local.user_events_are_taken ? [module.user_events_subscription.name] : [],
    module.receipts_bigquery[*].name,
    module.agent_reads_bigquery[*].name,
  )

  webhook_metric = "monitored_resource=\"cloud_run_revision\",service_name=\"${module.receive_webhook.name}\""

  # Queries in PromQL: conditions of the other kinds fail with 404 on the first apply, before a metric's first value.
  alerts = {
    dead_letters = {
      name     = "Receipts: dead-letter topic isn't empty"
      severity = "WARNING"
      query    = "max(pubsub_googleapis_com:subscription_num_undelivered_messages{subscription_id=\"${module.dead_letters_subscription.name}\"}) > 0"
      duration = "0s"
      text     = <<-EOT
        Some events couldn't be processed. They are kept in the subscription `dead-letters` for 31 days.

        1. Find the cause: `npm run receipts -- dead-letters list --project=${local.project}` lists the dead letters and their reasons. If delivery attempts were exhausted, the function's log has the reason.
        2. Fix the cause.
        3. Replay the events: `npm run receipts -- dead-letters replay --all --project=${local.project}` publishes each event to where it came from. Events that still can't be processed stay in the dead-letter topic. To delete dead letters that you don't need, run `dead-letters purge`.

        See docs/operations.md, "Dead-letter topic isn't empty".
      EOT
    }
    dead_letters_expire = {
      name     = "Receipts: dead letters expire within 7 days"
      severity = "CRITICAL"
      query    = "max(pubsub_googleapis_com:subscription_oldest_unacked_message_age{subscription_id=\"${module.dead_letters_subscription.name}\"}) > ${24 * 86400}"
      duration = "0s"
      text     = <<-EOT
        The oldest dead letter is 24 days old. Pub/Sub deletes it after 31 days. Follow the alert "dead-letter topic isn't empty" now, or purge the dead letters that you don't need.

        See docs/operations.md, "Dead letters expire within 7 days".
      EOT
    }
    backlog = {
      name     = "Receipts: subscription backlog is too old"
      severity = "ERROR"
      query    = "max by (subscription_id) (pubsub_googleapis_com:subscription_oldest_unacked_message_age{subscription_id=~\"${join("|", local.watched_subscriptions)}\"}) > ${var.alert_thresholds.backlog_age_seconds}"
      duration = "300s"
      text     = <<-EOT
        The oldest event of a subscription is older than ${var.alert_thresholds.backlog_age_seconds} seconds. No event is lost yet: Pub/Sub keeps events for 7 days, and after 100 attempts an event becomes a dead letter.

        - `receipts-store`: check the log of the function store-receipt. Firestore is slow or down, or max_instances is too low for the traffic.
        - `agent-reads-send`: check the log of send-read-receipt. The platform API fails. After a 401 or 503, the circuit breaker is open and events wait.
        - `user-events`: the webhook that Pub/Sub pushes to doesn't respond with 2xx, or the agent backend that pulls has stopped.
        - `receipts-bigquery`, `agent-reads-bigquery`: the table's columns changed, or Pub/Sub lost its roles on the table.

        See docs/operations.md, "Subscription backlog is too old".
      EOT
    }
    webhook_errors = {
      name     = "Receipts: webhook returns 5xx"
      severity = "ERROR"
      query    = "sum(increase(run_googleapis_com:request_count{${local.webhook_metric},response_code_class=\"5xx\"}[10m])) > ${var.alert_thresholds.webhook_errors}"
      duration = "0s"
      text     = <<-EOT
        The webhook couldn't queue some payloads. The platform resends them for 7 days, but slows down for all messages of the agent.

        Check the log of the function receive-webhook:

        - `Publishing failed; responded 503 so that the platform resends`: Pub/Sub didn't confirm in time. See Google Cloud's status page, and check the roles of the service account receive-webhook on its topics.
        - No such log entry: instances don't start (configuration, secret), or max_instances is reached.

        See docs/operations.md, "Webhook returns 5xx".
      EOT
    }
    webhook_latency = {
      name     = "Receipts: webhook p99 latency is high"
      severity = "WARNING"
      query    = "histogram_quantile(0.99, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{${local.webhook_metric}}[10m]))) > ${var.alert_thresholds.webhook_latency_ms}"
      duration = "600s"
      text     = <<-EOT
        One of 100 requests takes longer than ${var.alert_thresholds.webhook_latency_ms} ms. A platform that doesn't get a response in time resends the payload.

        To avoid cold starts, set functions.receive_webhook.min_instances to 1. Otherwise check the CPU utilization of the instances and the latency of Pub/Sub's publish requests.

        See docs/operations.md, "Webhook p99 latency is high".
      EOT
    }
    invalid_signatures = {
      name     = "Receipts: invalid webhook signatures"
      severity = "WARNING"
      query    = "sum(increase(run_googleapis_com:request_count{${local.webhook_metric},response_code=\"401\"}[10m])) > ${var.alert_thresholds.invalid_signatures}"
      duration = "0s"
      text     = <<-EOT
        The webhook is rejecting requests because their signature is missing or invalid. Either an unauthorized client is calling the webhook, or the platform signs with a key that the webhook doesn't have.

        In the log of receive-webhook, check whether `Payload queued` still appears:

        - Still appears: an unauthorized client. `Request rejected: invalid signature` log entries contain its IP address.
        - No longer appears: the platform signs with another key. Add the new key: docs/deploy.md, "Changing a key".

        The platform resends rejected requests for 7 days. See docs/operations.md, "Invalid webhook signatures".
      EOT
    }
  }
}

resource "google_monitoring_alert_policy" "metric" {
  for_each = local.alerts

  project               = local.project
  display_name          = each.value.name
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.notification_channels
  user_labels           = local.labels

  conditions {
    display_name = each.value.name

    condition_prometheus_query_language {
      query                     = each.value.query
      duration                  = each.value.duration
      evaluation_interval       = "60s"
      disable_metric_validation = true
    }
  }

  documentation {
    content = each.value.text
  }
}
