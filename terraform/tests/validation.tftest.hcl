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
}

# What a bad variable says is in variables.tf; these show that it is said. Each run has one bad value of each variable.

run "bad_values_1" {
  command = plan
  variables {
    project_id           = "My Receipts"                                  # project id is a name
    region               = "europe-west1-b"                               # region is a zone
    alert_emails         = ["on-call"]                                    # alert emails is no address
    agent_backends       = { all = { principal = "allUsers" } }           # agent backend is everybody
    alert_thresholds     = { webhook_errors = 0 }                         # threshold is nothing
    bigquery_export      = { dataset = "my-receipts" }                    # dataset has a hyphen
    business_messages    = { webhook_keys = { version = "latest" } }      # webhook keys are the latest
    firestore            = { database = "(default)" }                     # database is the default
    functions            = { store_receipt = { cpu = "0.5" } }            # half a cpu for many
    kms_key              = { name = "projects/p/locations/l/keyRings/r" } # kms key is a ring
    load_balancer        = { domain = "https://receipts.example.com" }    # domain is a url
    retention_days       = 0                                              # retention is nothing
    topic_retention_days = 32                                             # topics keep too long
    user_events_push_url = "http://bot.example.com/webhook"               # push without tls
  }
  expect_failures = [
    var.project_id,
    var.region,
    var.alert_emails,
    var.agent_backends,
    var.alert_thresholds,
    var.bigquery_export,
    var.business_messages,
    var.firestore,
    var.functions,
    var.kms_key,
    var.load_balancer,
    var.retention_days,
    var.topic_retention_days,
    var.user_events_push_url,
  ]
}

run "bad_values_2" {
  command = plan
  variables {
    project_id        = "123456"                                                     # project id is a number
    region            = "eur3"                                                       # region is a multi region
    alert_emails      = []                                                           # nobody is told
    agent_backends    = { all = { principal = "allAuthenticatedUsers" } }            # agent backend is everybody with an account
    business_messages = { key = { secret = "k", version = "latest" } }               # platform key is the latest
    functions         = { store_receipt = { min_instances = 3, max_instances = 2 } } # more at least than at most
    retention_days    = 0.5                                                          # retention is half a day
  }
  expect_failures = [
    var.project_id,
    var.region,
    var.alert_emails,
    var.agent_backends,
    var.business_messages,
    var.functions,
    var.retention_days,
  ]
}

run "bad_values_3" {
  command = plan
  variables {
    agent_backends    = { bot = { principal = "bot@p.iam.gserviceaccount.com" } }                              # agent backend has no type
    business_messages = { impersonate = "a@p.iam.gserviceaccount.com", key = { secret = "k", version = "1" } } # impersonate and key
    functions         = { send_read_receipt = { max_instances = 0 } }                                          # no instances
    retention_days    = 3651                                                                                   # retention is too long
  }
  expect_failures = [
    var.agent_backends,
    var.business_messages,
    var.functions,
    var.retention_days,
  ]
}

run "bad_values_4" {
  command = plan
  variables {
    business_messages = { impersonate = "ada@example.com" }                             # impersonate is a person
    functions         = { receive_webhook = { environment = { WEBHOOK_KEYS = "{}" } } } # secret in the environment
  }
  expect_failures = [
    var.business_messages,
    var.functions,
  ]
}

run "good_values_pass" {
  command = plan
  variables {
    project_id              = "a23456"
    region                  = "northamerica-northeast1"
    alert_emails            = []
    notification_channels   = ["projects/p/notificationChannels/1"]
    agent_backends          = { bot = { principal = "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*" } }
    bigquery_export         = { dataset = "My_receipts_2" }
    business_messages       = { webhook_keys = { version = "17" } }
    firestore               = { database = "r23-4" }
    functions               = { store_receipt = { concurrency = 1, cpu = "0.5" } }
    message_storage_regions = ["northamerica-northeast1"]
    retention_days          = 3650
    topic_retention_days    = 31
  }
  assert {
    condition     = google_firestore_database.receipts.name == "r23-4"
    error_message = "Good values are taken."
  }
}

run "code_that_was_not_built" {
  command = plan
  module {
    source = "./modules/function"
  }
  variables {
    deployment = {
      build_service_account = "b"
      docker_repository     = "d"
      kms_key               = null
      labels                = {}
      project               = "my-receipts"
      region                = "europe-west1"
      source_bucket         = "s"
    }
    description     = "d"
    entry_point     = "storeReceipt"
    environment     = {}
    invokers        = {}
    name            = "store-receipt"
    sizing          = { concurrency = 1, cpu = "1", environment = {}, max_instances = 1, memory = "512Mi", min_instances = 0 }
    source_dir      = "./nowhere"
    timeout_seconds = 10
  }
  expect_failures = [var.source_dir]
}
