# Counts of log lines, for the dashboard. A test holds each of them against a line that the code writes.
locals {
  metrics = var.dashboard ? jsondecode(file("${path.module}/metrics.json")) : {}

  # In PromQL. A metric of log lines may be of several kinds of resource, so each query has to name the one.
  metric_names = {
    for name, metric in google_logging_metric.lines :
    name => "logging_googleapis_com:user_${metric.name}{monitored_resource=\"cloud_run_revision\"}"
  }
}

resource "google_logging_metric" "lines" {
  for_each = local.metrics

  project          = local.project
  name             = each.key
  description      = each.value.description
  filter           = "resource.type=\"cloud_run_revision\" AND (${each.value.filter})"
  label_extractors = each.value.labels

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"

    dynamic "labels" {
      for_each = each.value.labels
      content {
        key = labels.key
      }
    }
  }
}
