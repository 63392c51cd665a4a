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

# What a bad variable says is in variables.tf; these show that something is said. Each run has one bad value of each of
# its variables.

run "bad_values_1" {
  command = plan
  variables {
    project_id            = "My Receipts"                                       # a name
    region                = "europe-west1-b"                                    # a zone
    alert_emails          = ["on-call"]                                         # no address
    agent_backends        = { all = { principal = "allUsers" } }                # everybody
    alert_thresholds      = { webhook_errors = 0 }                              # never still
    bigquery_export       = { dataset = "my-receipts" }                         # a hyphen
    build_service_account = "receipts-build"                                    # an id
    channels              = { rcs = { webhook_keys = { version = "latest" } } } # not pinned
    firestore             = { database = "(default)" }                          # others' database
    functions             = { store_receipt = { cpu = "0.5" } }                 # half a CPU for many
    load_balancer         = { domain = "https://receipts.example.com" }         # a URL
    retention_days        = 0                                                   # not at all
    topic_retention_days  = 32                                                  # too long
  }
  expect_failures = [
    var.project_id,
    var.region,
    var.alert_emails,
    var.agent_backends,
    var.alert_thresholds,
    var.bigquery_export,
    var.build_service_account,
    var.channels,
    var.firestore,
    var.functions,
    var.load_balancer,
    var.retention_days,
    var.topic_retention_days,
  ]
}

run "bad_values_2" {
  command = plan
  variables {
    project_id      = "123456"                                                             # a number
    region          = "eur3"                                                               # a multi-region
    alert_emails    = []                                                                   # nobody is told
    agent_backends  = { all = { principal = "allAuthenticatedUsers" } }                    # everybody with an account
    bigquery_export = { expiration_days = 0 }                                              # gone at once
    channels        = { rcs = { api = { service_account_key = { version = "latest" } } } } # not pinned
    functions       = { store_receipt = { cpu = "1000m" } }                                # no number
    load_balancer   = { domain = "receipts.example.com", requests_per_minute_per_ip = 0 }  # closed to all
    retention_days  = 0.5                                                                  # half a day
  }
  expect_failures = [
    var.project_id,
    var.region,
    var.alert_emails,
    var.agent_backends,
    var.bigquery_export,
    var.channels,
    var.functions,
    var.load_balancer,
    var.retention_days,
  ]
}

run "bad_values_3" {
  command = plan
  variables {
    agent_backends        = { bot = { principal = "bot@p.iam.gserviceaccount.com" } }                                                                    # without its type
    channels              = { rcs = { api = { impersonate_service_account = "a@p.iam.gserviceaccount.com", service_account_key = { version = "1" } } } } # two ways at once
    functions             = { store_receipt = { memory = "512MB" } }                                                                                     # no amount
    retention_days        = 3651                                                                                                                         # too long
    notification_channels = ["pager"]                                                                                                                    # a name
  }
  expect_failures = [
    var.agent_backends,
    var.channels,
    var.functions,
    var.retention_days,
    var.notification_channels,
  ]
}

run "bad_values_4" {
  command = plan
  variables {
    agent_backends = { a = { principal = "group:g@example.com" }, b = { principal = "group:g@example.com" } } # the same one twice
    channels       = { rcs = { api = { impersonate_service_account = "ada@example.com" } } }                  # a person
    functions      = { store_receipt = { concurrency = 1001 } }                                               # too many at once
  }
  expect_failures = [
    var.agent_backends,
    var.channels,
    var.functions,
  ]
}

run "bad_values_5" {
  command = plan
  variables {
    channels             = { rcs = { api = { url = "http://platform.example.com" } } }  # a token in the clear
    functions            = { store_receipt = { min_instances = 3, max_instances = 2 } } # more at least than at most
    user_events_push_url = "http://bot.example.com/webhook"                             # no TLS
  }
  expect_failures = [
    var.channels,
    var.functions,
    var.user_events_push_url,
  ]
}

run "bad_values_6" {
  command = plan
  variables {
    channels  = {}                                            # none
    functions = { send_read_receipt = { max_instances = 0 } } # none
  }
  expect_failures = [
    var.channels,
    var.functions,
  ]
}

run "bad_values_7" {
  command = plan
  variables {
    channels  = { rcs = {}, whatsapp = {} }                                                       # one that is not known
    functions = { receive_webhook = { environment = { BUSINESS_MESSAGES_WEBHOOK_KEYS = "{}" } } } # a secret in the open
  }
  expect_failures = [
    var.channels,
    var.functions,
  ]
}

run "bad_values_8" {
  command = plan
  variables {
    channels = { rcs = { api = { region = "africa" } } } # where there is no such API
  }
  expect_failures = [var.channels]
}

run "bad_values_9" {
  command = plan
  variables {
    channels = { business-messages = { api = { region = "europe" } } } # of an API that has none
  }
  expect_failures = [var.channels]
}

run "bad_values_10" {
  command = plan
  variables {
    channels = { rcs = { api = { region = "europe", url = "https://platform.example.com" } } } # in two places
  }
  expect_failures = [var.channels]
}

run "bad_values_11" {
  command = plan
  variables {
    channels = { business-messages = { webhook_keys = { secret = "k" } }, rcs = { webhook_keys = { secret = "k" } } } # a secret for two
  }
  expect_failures = [var.channels]
}

run "bad_values_12" {
  command = plan
  variables {
    channels = { business-messages = { api = { service_account_key = { secret = "k", version = "1" } } }, rcs = { api = { service_account_key = { secret = "k", version = "1" } } } } # a key for two
  }
  expect_failures = [var.channels]
}

run "does_not_fit_the_rest_1" {
  command = plan
  variables {
    kms_key = { name = "projects/p/locations/europe-west1/keyRings/r" } # a key ring
  }
  expect_failures = [var.kms_key]
}

run "does_not_fit_the_rest_2" {
  command = plan
  variables {
    kms_key = { name = "projects/p/locations/europe-west4/keyRings/r/cryptoKeys/k" } # another region
  }
  expect_failures = [var.kms_key]
}

run "does_not_fit_the_rest_3" {
  command = plan
  variables {
    kms_key   = { name = "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k" } # another place than the database
    firestore = { location = "eur3" }
  }
  expect_failures = [var.kms_key]
}

run "does_not_fit_the_rest_4" {
  command = plan
  variables {
    kms_key         = { name = "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k" } # another place than the export
    bigquery_export = { location = "EU" }
  }
  expect_failures = [var.kms_key]
}

run "does_not_fit_the_rest_5" {
  command = plan
  variables {
    allowed_persistence_regions = ["europe-west4"] # without the functions' region
  }
  expect_failures = [var.allowed_persistence_regions]
}

run "does_not_fit_the_rest_6" {
  command = plan
  variables {
    agent_backends       = { bot = { principal = "group:g@example.com", pull_user_events = true } } # pulled and pushed
    user_events_push_url = "https://bot.example.com"
  }
  expect_failures = [var.agent_backends]
}

run "good_values_pass" {
  command = plan
  variables {
    project_id                  = "a23456"
    region                      = "northamerica-northeast1"
    alert_emails                = []
    notification_channels       = ["projects/p/notificationChannels/1"]
    agent_backends              = { bot = { principal = "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*" } }
    bigquery_export             = { dataset = "My_receipts_2" }
    channels                    = { business-messages = { webhook_keys = { version = "17" } }, rcs = { api = { region = "asia" } } }
    firestore                   = { database = "r23-4" }
    functions                   = { store_receipt = { concurrency = 1, cpu = "0.5" } }
    allowed_persistence_regions = ["northamerica-northeast1"]
    retention_days              = 3650
    topic_retention_days        = 31
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
