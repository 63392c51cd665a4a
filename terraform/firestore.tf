locals {
  # No query asks for a field by itself, so none is indexed by itself: times only grow, and an index on such a field
  # limits its collection to about 500 writes a second; the others would cost more to keep than their documents. A
  # map's exemption covers the fields in it.
  unindexed_fields = {
    messages = [
      "agent",
      "agentRead",
      "channel",
      "conversation",
      "customAgentId",
      "day",
      "deliveredTime",
      "expiredDay",
      "expiredTime",
      "createTime",
      "updateTime",
      "rank",
      "readTime",
      "revokeFailedTime",
      "shard",
    ]
    claims = ["eventId", "leaseUntil", "status"]
  }

  # What `receipts stats` counts, of an agent and of a whole channel. A day only grows, too: the shard stands before it,
  # and so spreads the writes of a day over 16 places of the index.
  counting_indexes = {
    for fields in [
      ["shard", "channel", "agent", "rank", "day"],
      ["shard", "channel", "rank", "day"],
      ["shard", "channel", "agent", "rank", "expiredDay"],
      ["shard", "channel", "rank", "expiredDay"],
      ["shard", "channel", "agent", "agentRead.status", "agentRead.day"],
      ["shard", "channel", "agentRead.status", "agentRead.day"],
    ] : join(" ", fields) => fields
  }

  # One database of the project, for a role that can only be given for all of them.
  database_condition = {
    title      = "only-${google_firestore_database.receipts.name}"
    expression = <<-EOT
      resource.type == "firestore.googleapis.com/Database" && resource.name == "projects/${local.project}/databases/${google_firestore_database.receipts.name}"
    EOT
  }

  database_roles = merge(
    {
      store_receipt     = { role = "roles/datastore.user", member = module.store_receipt.member }
      send_read_receipt = { role = "roles/datastore.user", member = module.send_read_receipt.member }
    },
    {
      for backend in values(var.agent_backends) :
      backend.principal => { role = "roles/datastore.viewer", member = backend.principal } if backend.read_state
    },
  )
}

# A database of its own, so that policies on `messages` never touch other data.
resource "google_firestore_database" "receipts" {
  project                           = local.project
  name                              = var.firestore.database
  location_id                       = coalesce(var.firestore.location, var.region)
  type                              = "FIRESTORE_NATIVE"
  point_in_time_recovery_enablement = var.firestore.point_in_time_recovery ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  delete_protection_state           = var.firestore.delete_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = var.firestore.delete_protection ? "ABANDON" : "DELETE"

  dynamic "cmek_config" {
    for_each = local.kms_key.firestore[*]
    content {
      kms_key_name = cmek_config.value
    }
  }
}

resource "google_firestore_field" "unindexed" {
  for_each = merge([
    for collection, fields in local.unindexed_fields : {
      for field in fields : "${collection}.${field}" => { collection = collection, field = field }
    }
  ]...)

  project    = local.project
  database   = google_firestore_database.receipts.name
  collection = each.value.collection
  field      = each.value.field

  index_config {}
}

# Deletes a document within a day or so of its expiry.
resource "google_firestore_field" "expiry" {
  for_each = local.unindexed_fields

  project    = local.project
  database   = google_firestore_database.receipts.name
  collection = each.key
  field      = "expireAt"

  index_config {}
  ttl_config {}
}

resource "google_firestore_index" "counting" {
  for_each = local.counting_indexes

  project     = local.project
  database    = google_firestore_database.receipts.name
  collection  = "messages"
  query_scope = "COLLECTION_GROUP"

  dynamic "fields" {
    for_each = each.value
    content {
      field_path = fields.value
      order      = "ASCENDING"
    }
  }
}

resource "google_project_iam_member" "database" {
  for_each = local.database_roles

  project = local.project
  role    = each.value.role
  member  = each.value.member

  condition {
    title      = local.database_condition.title
    expression = trimspace(local.database_condition.expression)
  }
}
