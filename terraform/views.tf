locals {
  # Each is the file of that name in views/, which says at its top what it shows and what it can't know.
  message_views = toset(length(local.bigquery) == 0 ? [] : ["messages", "user_messages"])
  figure_views = toset(length(local.bigquery) == 0 ? [] : [
    "agent_responses_daily",
    "conversations",
    "read_rates_by_hour",
    "read_rates_daily",
  ])

  # By regular expressions: an agent read does not say its channel, but a message's name tells.
  channel_patterns = {
    for name, channel in local.known_channels : name => "^${replace(channel.example_message, "/\\b[A-Z]\\b/", "[^/]+")}$"
  }
  table_names = {
    for name, table in google_bigquery_table.events : name => "${table.project}.${table.dataset_id}.${table.table_id}"
  }
  message_view_names = {
    for name, view in google_bigquery_table.messages : name => "${view.project}.${view.dataset_id}.${view.table_id}"
  }
}

# One row a message: what the figures are made of.
resource "google_bigquery_table" "messages" {
  for_each = local.message_views

  project             = local.project
  dataset_id          = google_bigquery_dataset.receipts[0].dataset_id
  table_id            = each.key
  description         = trimprefix(split("\n", file("${path.module}/views/${each.key}.sql"))[0], "-- ")
  deletion_protection = false # it holds nothing
  labels              = local.labels

  view {
    query          = templatefile("${path.module}/views/${each.key}.sql", merge(local.table_names, { channels = local.channel_patterns }))
    use_legacy_sql = false
  }
}

resource "google_bigquery_table" "figures" {
  for_each = local.figure_views

  project             = local.project
  dataset_id          = google_bigquery_dataset.receipts[0].dataset_id
  table_id            = each.key
  description         = trimprefix(split("\n", file("${path.module}/views/${each.key}.sql"))[0], "-- ")
  deletion_protection = false # it holds nothing
  labels              = local.labels

  view {
    query          = templatefile("${path.module}/views/${each.key}.sql", local.message_view_names)
    use_legacy_sql = false
  }
}
