locals {
  # Those whose messages somebody surely takes: user events may be meant for nobody.
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
      name     = "Receipts: there are dead letters"
      severity = "WARNING"
      query    = "max(pubsub_googleapis_com:subscription_num_undelivered_messages{subscription_id=\"${module.dead_letters_subscription.name}\"}) > 0"
      duration = "0s"
      text     = <<-EOT
        Events that could not be used wait in the subscription `dead-letters`, for 31 days.

        1. Read why: `npm run receipts -- dead-letters list --project=${local.project}` names each one's reason, and leaves them there. Where Pub/Sub gave up after the last attempt, the reason is in the function's log.
        2. Repair the cause.
        3. `npm run receipts -- dead-letters replay --all --project=${local.project}` sends them back to where they came from; what is still unusable returns with its reason. `dead-letters purge` removes what nobody needs.

        docs/operations.md, "There are dead letters", says more.
      EOT
    }
    dead_letters_expire = {
      name     = "Receipts: dead letters are about to be lost"
      severity = "CRITICAL"
      query    = "max(pubsub_googleapis_com:subscription_oldest_unacked_message_age{subscription_id=\"${module.dead_letters_subscription.name}\"}) > ${24 * 86400}"
      duration = "0s"
      text     = <<-EOT
        The oldest dead letter has waited for 24 days; Pub/Sub deletes it after 31. Look at it now, as the alert "there are dead letters" says, or purge it if it is not wanted.
      EOT
    }
    backlog = {
      name     = "Receipts: events wait too long"
      severity = "ERROR"
      query    = "max by (subscription_id) (pubsub_googleapis_com:subscription_oldest_unacked_message_age{subscription_id=~\"${join("|", local.watched_subscriptions)}\"}) > ${var.alert_thresholds.backlog_age_seconds}"
      duration = "300s"
      text     = <<-EOT
        The oldest event of a subscription has waited for more than ${var.alert_thresholds.backlog_age_seconds} seconds. Nothing is lost yet: events wait for 7 days, and after 100 attempts go to dead-letters.

        - `receipts-store`: look at the log of the function store-receipt. Firestore is slow or down, or max_instances is too low for the traffic.
        - `agent-reads-send`: look at the log of send-read-receipt. The platform's API fails. After 503 or 401 (ERROR) calls pause, and events wait.
        - `user-events`: the webhook that it pushes to does not answer 2xx, or the backend that pulls it stands still.
        - `receipts-bigquery`, `agent-reads-bigquery`: the table's columns or Pub/Sub's grants on it were changed.
      EOT
    }
    webhook_errors = {
      name     = "Receipts: the webhook answers 5xx"
      severity = "ERROR"
      query    = "sum(increase(run_googleapis_com:request_count{${local.webhook_metric},response_code_class=\"5xx\"}[10m])) > ${var.alert_thresholds.webhook_errors}"
      duration = "0s"
      text     = <<-EOT
        The platform sends those payloads again, for 7 days, but slows down for all of the agent's messages.

        Look at the log of the function receive-webhook. `Publishing failed; responded 503 so that the platform resends` means that Pub/Sub did not confirm in time: see Google Cloud's status page, and the roles of the account receive-webhook on its topics. If there is no line, instances do not start (configuration, secret) or max_instances is reached.
      EOT
    }
    webhook_latency = {
      name     = "Receipts: the webhook is slow"
      severity = "WARNING"
      query    = "histogram_quantile(0.99, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{${local.webhook_metric}}[10m]))) > ${var.alert_thresholds.webhook_latency_ms}"
      duration = "600s"
      text     = <<-EOT
        One of a hundred requests takes longer than ${var.alert_thresholds.webhook_latency_ms} ms; a platform that waits in vain sends again.

        Cold starts: raise functions.receive_webhook.min_instances to 1. Otherwise look at the instances' CPU, and at the latency of Pub/Sub's publish calls.
      EOT
    }
    invalid_signatures = {
      name     = "Receipts: signatures are refused"
      severity = "WARNING"
      query    = "sum(increase(run_googleapis_com:request_count{${local.webhook_metric},response_code=\"401\"}[10m])) > ${var.alert_thresholds.invalid_signatures}"
      duration = "0s"
      text     = <<-EOT
        Somebody sends requests without a valid signature, or the platform signs with a key that the webhook does not know.

        If receipts still come in, it is somebody: the lines `Request rejected: invalid signature` in the log of receive-webhook name the address. If none come in, the key has changed: put the new one beside the old one as docs/deploy.md, "Changing a key" says. What was refused comes again for 7 days.
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
