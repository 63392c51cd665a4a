locals {
  subscription_filter = "subscription_id=~\"${join("|", local.watched_subscriptions)}\""

  # Title, unit, and queries by their legends (none: each line's labels), from left to right.
  charts = var.dashboard ? [
    ["Webhook: answers a second, by code", "1/s", {
      "" = "sum by (response_code) (rate(run_googleapis_com:request_count{${local.webhook_metric}}[5m]))"
    }],
    ["Webhook: latency, 99th percentile", "ms", {
      "" = "histogram_quantile(0.99, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{${local.webhook_metric}}[5m])))"
    }],
    ["Webhook: payloads queued a second, by channel", "1/s", {
      "" = "sum by (channel) (rate(${local.metric_names.payloads_queued}[5m]))"
    }],
    ["Webhook: refused signatures in 10 minutes, by channel", "", {
      "" = "sum by (channel) (increase(${local.metric_names.signatures_rejected}[10m]))"
    }],
    ["Receipts stored a second, by channel and type", "1/s", {
      "" = "sum by (channel, receipt_type) (rate(${local.metric_names.receipts_stored}[5m]))"
    }],
    ["Read receipts in 10 minutes", "", {
      "sent"                    = "sum(increase(${local.metric_names.read_receipts_sent}[10m]))"
      "refused by the platform" = "sum(increase(${local.metric_names.read_receipts_rejected}[10m]))"
      "failed, comes again"     = "sum(increase(${local.metric_names.read_receipt_attempts_failed}[10m]))"
    }],
    ["Published a second, by topic", "1/s", {
      "" = "sum by (topic_id) (rate(pubsub_googleapis_com:topic_send_message_operation_count[5m]))"
    }],
    ["Pushes a second, by answer", "1/s", {
      "" = "sum by (subscription_id, response_class) (rate(pubsub_googleapis_com:subscription_push_request_count[5m]))"
    }],
    ["Waiting: age of the oldest event", "s", {
      "" = "max by (subscription_id) (pubsub_googleapis_com:subscription_oldest_unacked_message_age{${local.subscription_filter}})"
    }],
    ["Dead letters waiting", "", {
      "" = "max(pubsub_googleapis_com:subscription_num_undelivered_messages{subscription_id=\"${module.dead_letters_subscription.name}\"})"
    }],
    ["To dead letters in 10 minutes, by function", "", {
      "" = "sum by (source) (increase(${local.metric_names.events_dead_lettered}[10m]))"
    }],
    ["To dead letters after the last attempt in 10 minutes, by subscription", "", {
      "" = "sum by (subscription_id) (increase(pubsub_googleapis_com:subscription_dead_letter_message_count{${local.subscription_filter}}[10m]))"
    }],
  ] : []
}

resource "google_monitoring_dashboard" "receipts" {
  count = var.dashboard ? 1 : 0

  project = local.project
  dashboard_json = jsonencode({
    displayName = "Receipts"
    mosaicLayout = {
      columns = 12
      tiles = [
        # The API leaves out what is zero or empty; said here, it would be a change in every plan.
        for index, chart in local.charts : merge(
          index % 2 == 0 ? {} : { xPos = 6 },
          index < 2 ? {} : { yPos = floor(index / 2) * 4 },
          {
            width  = 6
            height = 4
            widget = {
              title = chart[0]
              xyChart = {
                dataSets = [
                  for legend, query in chart[2] : merge(
                    {
                      plotType        = "LINE"
                      timeSeriesQuery = merge({ prometheusQuery = query }, chart[1] == "" ? {} : { unitOverride = chart[1] })
                    },
                    legend == "" ? {} : { legendTemplate = legend },
                  )
                ]
              }
            }
          },
        )
      ]
    }
  })
}
