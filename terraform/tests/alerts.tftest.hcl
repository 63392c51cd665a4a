mock_provider "google" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "google-beta" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "archive" {}

variables {
  project_id   = "my-receipts"
  region       = "europe-west1"
  alert_emails = ["on-call@example.com"]
  channels     = { rcs = {} }
}

run "by_default" {
  command = plan
  variables {
    alert_emails          = ["on-call@example.com", "chat@example.com"]
    notification_channels = ["projects/my-receipts/notificationChannels/1"]
  }
  assert {
    condition = toset(keys(google_monitoring_alert_policy.metric)) == toset([
      "backlog",
      "dead_letters",
      "dead_letters_expire",
      "invalid_signatures",
      "webhook_errors",
      "webhook_latency",
    ])
    error_message = "What a person has to know."
  }
  assert {
    condition = alltrue([
      for alert in values(google_monitoring_alert_policy.metric) :
      alert.conditions[0].condition_prometheus_query_language[0].disable_metric_validation
    ])
    error_message = "A metric without a value yet must not fail the first apply."
  }
  assert {
    condition = alltrue([
      for alert in concat(values(google_monitoring_alert_policy.metric), [google_monitoring_alert_policy.read_receipts_rejected, google_monitoring_alert_policy.webhook_rejected_by_cloud_run]) :
      length(alert.notification_channels) == 3 && contains(alert.notification_channels, "projects/my-receipts/notificationChannels/1")
    ])
    error_message = "Everybody is told who was named."
  }
  assert {
    condition = alltrue([
      for alert in concat(values(google_monitoring_alert_policy.metric), [google_monitoring_alert_policy.read_receipts_rejected, google_monitoring_alert_policy.webhook_rejected_by_cloud_run]) :
      length(alert.documentation[0].content) > 150
    ])
    error_message = "Each alert says what to do."
  }
  assert {
    condition     = toset([for channel in google_monitoring_notification_channel.email : channel.labels.email_address]) == toset(["on-call@example.com", "chat@example.com"])
    error_message = "Each address has a channel."
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.metric["dead_letters"].conditions[0].condition_prometheus_query_language[0].query, "num_undelivered_messages{subscription_id=\"dead-letters\"}) > 0")
    error_message = "One dead letter is enough."
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.metric["backlog"].conditions[0].condition_prometheus_query_language[0].query, "{subscription_id=~\"receipts-store|agent-reads-send\"}) > 900")
    error_message = "Events that wait are noticed; user events that nobody is meant to take are not."
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.metric["webhook_errors"].conditions[0].condition_prometheus_query_language[0].query, "service_name=\"receive-webhook\",response_code_class=\"5xx\"")
    error_message = "5xx of the webhook."
  }
  assert {
    condition     = startswith(google_monitoring_alert_policy.metric["webhook_latency"].conditions[0].condition_prometheus_query_language[0].query, "histogram_quantile(0.99, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{")
    error_message = "The webhook's latency."
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.webhook_rejected_by_cloud_run.conditions[0].condition_matched_log[0].filter, "resource.labels.service_name=\"receive-webhook\"")
    error_message = "Requests that Cloud Run turns away from the webhook."
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.metric["invalid_signatures"].conditions[0].condition_prometheus_query_language[0].query, "service_name=\"receive-webhook\",response_code=\"401\"")
    error_message = "401 of the webhook."
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.read_receipts_rejected.conditions[0].condition_matched_log[0].filter, "resource.labels.service_name=\"send-read-receipt\"")
    error_message = "Errors of sendReadReceipt."
  }
}

run "as_asked_for" {
  command = plan
  variables {
    alert_thresholds     = { backlog_age_seconds = 60, invalid_signatures = 2, webhook_errors = 3, webhook_latency_ms = 400 }
    bigquery_export      = {}
    user_events_push_url = "https://bot.example.com/webhook"
  }
  assert {
    condition     = endswith(google_monitoring_alert_policy.metric["backlog"].conditions[0].condition_prometheus_query_language[0].query, "{subscription_id=~\"receipts-store|agent-reads-send|user-events|receipts-bigquery|agent-reads-bigquery\"}) > 60")
    error_message = "Every subscription that somebody surely takes from is watched."
  }
  assert {
    condition = {
      for name, alert in google_monitoring_alert_policy.metric :
      name => endswith(alert.conditions[0].condition_prometheus_query_language[0].query, {
        backlog            = "> 60"
        invalid_signatures = "> 2"
        webhook_errors     = "> 3"
        webhook_latency    = "> 400"
      }[name])
      if !startswith(name, "dead_letters")
      } == {
      backlog            = true
      invalid_signatures = true
      webhook_errors     = true
      webhook_latency    = true
    }
    error_message = "Alerts fire when they were asked to."
  }
}
