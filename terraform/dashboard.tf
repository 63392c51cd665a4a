locals {
  subscription_filter = "subscription_id=~\"${join("|", local.watched_subscriptions)}\""

  # Title, unit and query of each chart, from left to right.
  charts = [
    ["Webhook: answers a second, by code", "1/s", "sum by (response_code) (rate(run_googleapis_com:request_count{${local.webhook_metric}}[5m]))"],
    ["Webhook: latency, 99th percentile", "ms", "histogram_quantile(0.99, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{${local.webhook_metric}}[5m])))"],
    ["Published a second, by topic", "1/s", "sum by (topic_id) (rate(pubsub_googleapis_com:topic_send_message_operation_count[5m]))"],
    ["Waiting: age of the oldest event", "s", "max by (subscription_id) (pubsub_googleapis_com:subscription_oldest_unacked_message_age{${local.subscription_filter}})"],
    ["Pushes a second, by answer", "1/s", "sum by (subscription_id, response_class) (rate(pubsub_googleapis_com:subscription_push_request_count[5m]))"],
    ["Dead letters", "", "max(pubsub_googleapis_com:subscription_num_undelivered_messages{subscription_id=\"${module.dead_letters_subscription.name}\"})"],
  ]
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
                dataSets = [{
                  plotType        = "LINE"
                  timeSeriesQuery = merge({ prometheusQuery = chart[2] }, chart[1] == "" ? {} : { unitOverride = chart[1] })
                }]
              }
            }
          },
        )
      ]
    }
  })
}
