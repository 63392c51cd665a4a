locals {
  subscription_filter = "subscription_id=~\"${join("|", local.watched_subscriptions)}\""

  # Title, unit, and queries by their legends (none: each line's labels), from left to right.
  charts = var.dashboard ? [
    ["Webhook responses per second, by status code", "1/s", {
      "" = "sum by (response_code) (rate(run_googleapis_com:request_count{${local.webhook_metric}}[5m]))"
    }],
    ["Webhook latency, p99", "ms", {
      "" = "histogram_quantile(0.99, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{${local.webhook_metric}}[5m])))"
    }],
    ["Payloads queued per second, by channel", "1/s", {
      "" = "sum by (channel) (rate(${local.metric_names.payloads_queued}[5m]))"
    }],
    ["Invalid signatures per 10 minutes, by channel", "", {
      "" = "sum by (channel) (increase(${local.metric_names.signatures_rejected}[10m]))"
    }],
    ["Receipts stored per second, by channel and type", "1/s", {
      "" = "sum by (channel, receipt_type) (rate(${local.metric_names.receipts_stored}[5m]))"
    }],
    ["Read receipts per 10 minutes, by outcome", "", {
      "sent"                    = "sum(increase(${local.metric_names.read_receipts_sent}[10m]))"
      "rejected"                = "sum(increase(${local.metric_names.read_receipts_rejected}[10m]))"
      "failed, will be retried" = "sum(increase(${local.metric_names.read_receipt_attempts_failed}[10m]))"
    }],
    ["Messages published per second, by topic", "1/s", {
      "" = "sum by (topic_id) (rate(pubsub_googleapis_com:topic_send_message_operation_count[5m]))"
    }],
    ["Push requests per second, by response", "1/s", {
      "" = "sum by (subscription_id, response_class) (rate(pubsub_googleapis_com:subscription_push_request_count[5m]))"
    }],
    ["Oldest unacknowledged message age, by subscription", "s", {
      "" = "max by (subscription_id) (pubsub_googleapis_com:subscription_oldest_unacked_message_age{${local.subscription_filter}})"
    }],
    ["Dead letters", "", {
      "" = "max(pubsub_googleapis_com:subscription_num_undelivered_messages{subscription_id=\"${module.dead_letters_subscription.name}\"})"
    }],
    ["Events dead-lettered per 10 minutes, by function", "", {
      "" = "sum by (source) (increase(${local.metric_names.events_dead_lettered}[10m]))"
    }],
    ["Delivery attempts exhausted per 10 minutes, by subscription", "", {
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
