mock_provider "google" {}

mock_provider "google-beta" {}

variables {
  project_id   = "my-receipts"
  region       = "europe-west1"
  webhook_keys = "{\"default\": [\"key\"]}"
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

run "kms_key_is_a_ring" {
  command = plan
  variables {
    kms_key = "projects/p/locations/l/keyRings/r"
  }
  expect_failures = [var.kms_key]
}

run "repository_is_a_url" {
  command = plan
  variables {
    repository = "https://github.com/o/r"
  }
  expect_failures = [var.repository]
}

run "webhook_keys_are_not_json" {
  command = plan
  variables {
    webhook_keys = "key"
  }
  expect_failures = [var.webhook_keys]
}

run "webhook_keys_are_a_list" {
  command = plan
  variables {
    webhook_keys = "[\"key\"]"
  }
  expect_failures = [var.webhook_keys]
}

run "webhook_keys_are_none" {
  command = plan
  variables {
    webhook_keys = "{}"
  }
  expect_failures = [var.webhook_keys]
}

run "a_webhook_key_is_empty" {
  command = plan
  variables {
    webhook_keys = "{\"default\": [\"\"]}"
  }
  expect_failures = [var.webhook_keys]
}

run "webhook_keys_are_no_lists" {
  command = plan
  variables {
    webhook_keys = "{\"default\": \"key\"}"
  }
  expect_failures = [var.webhook_keys]
}

run "platform_key_is_missing" {
  command = plan
  variables {
    platform_key_secret = true
  }
  expect_failures = [var.platform_key]
}
