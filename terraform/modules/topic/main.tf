resource "google_pubsub_topic" "this" {
  project                    = var.project
  name                       = var.name
  kms_key_name               = var.settings.kms_key
  labels                     = var.settings.labels
  message_retention_duration = "${var.settings.retention_days * 86400}s"

  dynamic "message_storage_policy" {
    for_each = length(var.settings.storage_regions) == 0 ? [] : [var.settings.storage_regions]
    content {
      allowed_persistence_regions = message_storage_policy.value
      enforce_in_transit          = true
    }
  }

  dynamic "schema_settings" {
    for_each = var.json_schema == null ? [] : [var.json_schema]
    content {
      schema   = schema_settings.value
      encoding = "JSON"
    }
  }
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = var.publishers

  project = var.project
  topic   = google_pubsub_topic.this.name
  role    = "roles/pubsub.publisher"
  member  = each.value
}
