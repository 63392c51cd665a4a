locals {
  bigquery = var.bigquery_export[*]
}

resource "google_bigquery_dataset" "receipts" {
  count = length(local.bigquery)

  project     = local.project
  dataset_id  = var.bigquery_export.dataset
  location    = coalesce(var.bigquery_export.location, var.region)
  description = "Receipts of business messages"
  labels      = local.labels

  dynamic "default_encryption_configuration" {
    for_each = local.kms_key.bigquery[*]
    content {
      kms_key_name = default_encryption_configuration.value
    }
  }
}

# One row a receipt event, duplicates included: the same receipt may come more than once.
resource "google_bigquery_table" "receipts" {
  count = length(local.bigquery)

  project             = local.project
  dataset_id          = google_bigquery_dataset.receipts[0].dataset_id
  table_id            = "receipts"
  description         = "Receipt events, as published on the topic receipts"
  schema              = file("${path.module}/schemas/receipts-table.json")
  clustering          = ["agent", "receiptType", "conversation"]
  deletion_protection = var.bigquery_export.delete_protection
  labels              = local.labels

  # The dataset's, said again: a table without it would be replaced at the next apply.
  dynamic "encryption_configuration" {
    for_each = local.kms_key.bigquery[*]
    content {
      kms_key_name = encryption_configuration.value
    }
  }

  time_partitioning {
    type          = "DAY"
    field         = "publish_time" # an event's own time may be far off, and BigQuery refuses such partitions
    expiration_ms = var.bigquery_export.expiration_days == null ? null : var.bigquery_export.expiration_days * 86400000
  }
}

resource "google_bigquery_table_iam_member" "pubsub" {
  for_each = length(local.bigquery) == 0 ? [] : toset(["roles/bigquery.dataEditor", "roles/bigquery.metadataViewer"])

  project    = local.project
  dataset_id = google_bigquery_dataset.receipts[0].dataset_id
  table_id   = google_bigquery_table.receipts[0].table_id
  role       = each.value
  member     = google_project_service_identity.pubsub.member
}

module "receipts_bigquery" {
  source = "./modules/subscription"
  count  = length(local.bigquery)

  project              = local.project
  name                 = "receipts-bigquery"
  topic                = module.receipts.id
  labels               = local.labels
  ack_deadline_seconds = 60
  dead_letters         = local.dead_letters
  # From the grants, since Pub/Sub tries to write when the subscription is made.
  bigquery_table = one(distinct([
    for grant in google_bigquery_table_iam_member.pubsub : "${grant.project}.${grant.dataset_id}.${grant.table_id}"
  ]))
}
