mock_provider "google" {
  source = "./tests/mocks"
}

mock_provider "google-beta" {
  source = "./tests/mocks"
}

variables {
  project_id   = "my-receipts"
  region       = "europe-west1"
  alert_emails = ["on-call@example.com"]
}

# What a bad variable says is in variables.tf; these show that it is said.

run "project_id_is_a_name" {
  command = plan
  variables {
    project_id = "My Receipts"
  }
  expect_failures = [var.project_id]
}

run "project_id_is_a_number" {
  command = plan
  variables {
    project_id = "123456"
  }
  expect_failures = [var.project_id]
}

run "region_is_a_zone" {
  command = plan
  variables {
    region = "europe-west1-b"
  }
  expect_failures = [var.region]
}

run "region_is_a_multi_region" {
  command = plan
  variables {
    region = "eur3"
  }
  expect_failures = [var.region]
}

run "alert_emails_is_no_address" {
  command = plan
  variables {
    alert_emails = ["on-call"]
  }
  expect_failures = [var.alert_emails]
}

run "nobody_is_told" {
  command = plan
  variables {
    alert_emails = []
  }
  expect_failures = [var.alert_emails]
}

run "agent_backend_is_everybody" {
  command = plan
  variables {
    agent_backends = { all = { principal = "allUsers" } }
  }
  expect_failures = [var.agent_backends]
}

run "agent_backend_is_everybody_with_an_account" {
  command = plan
  variables {
    agent_backends = { all = { principal = "allAuthenticatedUsers" } }
  }
  expect_failures = [var.agent_backends]
}

run "agent_backend_has_no_type" {
  command = plan
  variables {
    agent_backends = { bot = { principal = "bot@p.iam.gserviceaccount.com" } }
  }
  expect_failures = [var.agent_backends]
}

run "threshold_is_nothing" {
  command = plan
  variables {
    alert_thresholds = { webhook_errors = 0 }
  }
  expect_failures = [var.alert_thresholds]
}

run "dataset_has_a_hyphen" {
  command = plan
  variables {
    bigquery_export = { dataset = "my-receipts" }
  }
  expect_failures = [var.bigquery_export]
}

run "webhook_keys_are_the_latest" {
  command = plan
  variables {
    business_messages = { webhook_keys = { version = "latest" } }
  }
  expect_failures = [var.business_messages]
}

run "platform_key_is_the_latest" {
  command = plan
  variables {
    business_messages = { key = { secret = "k", version = "latest" } }
  }
  expect_failures = [var.business_messages]
}

run "impersonate_and_key" {
  command = plan
  variables {
    business_messages = { impersonate = "a@p.iam.gserviceaccount.com", key = { secret = "k", version = "1" } }
  }
  expect_failures = [var.business_messages]
}

run "impersonate_is_a_person" {
  command = plan
  variables {
    business_messages = { impersonate = "ada@example.com" }
  }
  expect_failures = [var.business_messages]
}

run "database_is_the_default" {
  command = plan
  variables {
    firestore = { database = "(default)" }
  }
  expect_failures = [var.firestore]
}

run "half_a_cpu_for_many" {
  command = plan
  variables {
    functions = { store_receipt = { cpu = "0.5" } }
  }
  expect_failures = [var.functions]
}

run "more_at_least_than_at_most" {
  command = plan
  variables {
    functions = { store_receipt = { min_instances = 3, max_instances = 2 } }
  }
  expect_failures = [var.functions]
}

run "no_instances" {
  command = plan
  variables {
    functions = { send_read_receipt = { max_instances = 0 } }
  }
  expect_failures = [var.functions]
}

run "secret_in_the_environment" {
  command = plan
  variables {
    functions = { receive_webhook = { environment = { WEBHOOK_KEYS = "{}" } } }
  }
  expect_failures = [var.functions]
}

run "kms_key_is_a_ring" {
  command = plan
  variables {
    kms_key = { name = "projects/p/locations/l/keyRings/r" }
  }
  expect_failures = [var.kms_key]
}

run "domain_is_a_url" {
  command = plan
  variables {
    load_balancer = { domain = "https://receipts.example.com" }
  }
  expect_failures = [var.load_balancer]
}

run "retention_is_nothing" {
  command = plan
  variables {
    retention_days = 0
  }
  expect_failures = [var.retention_days]
}

run "retention_is_half_a_day" {
  command = plan
  variables {
    retention_days = 0.5
  }
  expect_failures = [var.retention_days]
}

run "retention_is_too_long" {
  command = plan
  variables {
    retention_days = 3651
  }
  expect_failures = [var.retention_days]
}

run "topics_keep_too_long" {
  command = plan
  variables {
    topic_retention_days = 32
  }
  expect_failures = [var.topic_retention_days]
}

run "push_without_tls" {
  command = plan
  variables {
    user_events_push_url = "http://bot.example.com/webhook"
  }
  expect_failures = [var.user_events_push_url]
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
