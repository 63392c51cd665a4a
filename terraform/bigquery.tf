locals {
  bigquery = var.bigquery_export[*]

  # One row an event, duplicates included: the same event may come more than once.
  bigquery_tables = length(local.bigquery) == 0 ? {} : {
    receipts = {
      description = "Receipt events, as published on the topic receipts"
      clustering  = ["agent", "receiptType", "conversation"]
      schema      = "receipts-table"
    }
    agent_reads = {
      description = "Agent reads, as published on the topic agent-reads"
      clustering  = ["agent", "message"]
      schema      = "agent-reads-table" # the backends' own times are text: one that is none must not refuse the event
    }
  }

  # From the grants, since Pub/Sub tries to write when a subscription is made.
  bigquery_destinations = {
    for grant in google_bigquery_table_iam_member.pubsub :
    grant.table_id => "${grant.project}.${grant.dataset_id}.${grant.table_id}"...
  }
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

resource "google_bigquery_table" "events" {
  for_each = local.bigquery_tables

  project             = local.project
  dataset_id          = google_bigquery_dataset.receipts[0].dataset_id
  table_id            = each.key
  description         = each.value.description
  schema              = file("${path.module}/schemas/${each.value.schema}.json")
  clustering          = each.value.clustering
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

moved {
  from = google_bigquery_table.receipts[0]
  to   = google_bigquery_table.events["receipts"]
}

resource "google_bigquery_table_iam_member" "pubsub" {
  for_each = {
    for pair in setproduct(keys(local.bigquery_tables), ["roles/bigquery.dataEditor", "roles/bigquery.metadataViewer"]) :
    join(" ", pair) => { table = pair[0], role = pair[1] }
  }

  project    = local.project
  dataset_id = google_bigquery_dataset.receipts[0].dataset_id
  table_id   = google_bigquery_table.events[each.value.table].table_id
  role       = each.value.role
  member     = google_project_service_identity.pubsub.member
}

moved {
  from = google_bigquery_table_iam_member.pubsub["roles/bigquery.dataEditor"]
  to   = google_bigquery_table_iam_member.pubsub["receipts roles/bigquery.dataEditor"]
}

moved {
  from = google_bigquery_table_iam_member.pubsub["roles/bigquery.metadataViewer"]
  to   = google_bigquery_table_iam_member.pubsub["receipts roles/bigquery.metadataViewer"]
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
  bigquery_table       = one(distinct(local.bigquery_destinations["receipts"]))
}

module "agent_reads_bigquery" {
  source = "./modules/subscription"
  count  = length(local.bigquery)

  project              = local.project
  name                 = "agent-reads-bigquery"
  topic                = module.agent_reads.id
  labels               = local.labels
  ack_deadline_seconds = 60
  dead_letters         = local.dead_letters
  bigquery_table       = one(distinct(local.bigquery_destinations["agent_reads"]))
}
