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
  assert {
    condition = (
      google_firestore_database.receipts.name == "receipts"
      && google_firestore_database.receipts.type == "FIRESTORE_NATIVE"
      && google_firestore_database.receipts.location_id == "europe-west1"
      && google_firestore_database.receipts.delete_protection_state == "DELETE_PROTECTION_ENABLED"
      && google_firestore_database.receipts.deletion_policy == "ABANDON"
      && google_firestore_database.receipts.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_DISABLED"
    )
    error_message = "A named database in the region, that nobody deletes by mistake."
  }
  assert {
    condition = toset([for field in google_firestore_field.unindexed : "${field.collection}.${field.field}"]) == toset([
      "claims.eventId",
      "claims.leaseUntil",
      "claims.status",
      "messages.agent",
      "messages.agentRead",
      "messages.channel",
      "messages.conversation",
      "messages.customAgentId",
      "messages.day",
      "messages.deliveredTime",
      "messages.expiredDay",
      "messages.expiredTime",
      "messages.createTime",
      "messages.updateTime",
      "messages.rank",
      "messages.readTime",
      "messages.revokeFailedTime",
      "messages.shard",
    ])
    error_message = "No field is indexed by itself."
  }
  assert {
    condition = alltrue([
      for field in concat(values(google_firestore_field.unindexed), values(google_firestore_field.expiry)) :
      length(field.index_config) == 1 && length(field.index_config[0].indexes) == 0 && field.database == "receipts"
    ])
    error_message = "An empty list of indexes replaces the inherited ones."
  }
  assert {
    condition = length(google_firestore_index.counting) == 6 && alltrue([
      for index in google_firestore_index.counting : (
        index.database == "receipts"
        && index.collection == "messages"
        && index.query_scope == "COLLECTION_GROUP"
        && index.fields[0].field_path == "shard"
        && alltrue([for field in index.fields : field.order == "ASCENDING"])
      )
    ])
    error_message = "Counts over all conversations have indexes, in which what only grows stands behind the shard."
  }
  assert {
    condition     = toset([for field in google_firestore_field.expiry : "${field.collection}.${field.field} ${length(field.ttl_config)}"]) == toset(["messages.expireAt 1", "claims.expireAt 1"])
    error_message = "Messages and claims are deleted when they expire."
  }
}

run "as_asked_for" {
  command = plan
  variables {
    firestore = {
      database               = "receipts-eu"
      delete_protection      = false
      location               = "eur3"
      point_in_time_recovery = true
    }
  }
  assert {
    condition = (
      google_firestore_database.receipts.name == "receipts-eu"
      && google_firestore_database.receipts.location_id == "eur3"
      && google_firestore_database.receipts.delete_protection_state == "DELETE_PROTECTION_DISABLED"
      && google_firestore_database.receipts.deletion_policy == "DELETE"
      && google_firestore_database.receipts.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
    )
    error_message = "The database is as it was asked for."
  }
  assert {
    condition     = alltrue([for function in [module.store_receipt.function, module.send_read_receipt.function] : function.service_config[0].environment_variables["FIRESTORE_DATABASE"] == "receipts-eu"])
    error_message = "The functions write to that database."
  }
  assert {
    condition     = alltrue([for grant in google_project_iam_member.database : strcontains(grant.condition[0].expression, "databases/receipts-eu\"")])
    error_message = "Roles are for that database."
  }
}
