mock_provider "google" {}

mock_provider "google-beta" {}

variables {
  project_id   = "my-receipts"
  region       = "europe-west1"
  webhook_keys = "{\"default\": [\"key\"]}"
}

# Each run has one bad value of each variable.

run "bad_values_1" {
  command = plan
  variables {
    project_id          = "123456"                            # project id is a number
    region              = "europe-west1-b"                    # region is a zone
    kms_key             = "projects/p/locations/l/keyRings/r" # kms key is a ring
    repository          = "https://github.com/o/r"            # repository is a url
    webhook_keys        = "key"                               # webhook keys are not json
    platform_key_secret = true                                # platform key is missing
  }
  expect_failures = [
    var.project_id,
    var.region,
    var.kms_key,
    var.repository,
    var.webhook_keys,
    var.platform_key,
  ]
}

run "bad_values_2" {
  command = plan
  variables {
    webhook_keys = "[\"key\"]" # webhook keys are a list
  }
  expect_failures = [
    var.webhook_keys,
  ]
}

run "bad_values_3" {
  command = plan
  variables {
    webhook_keys = "{}" # webhook keys are none
  }
  expect_failures = [
    var.webhook_keys,
  ]
}

run "bad_values_4" {
  command = plan
  variables {
    webhook_keys = "{\"default\": [\"\"]}" # a webhook key is empty
  }
  expect_failures = [
    var.webhook_keys,
  ]
}

run "bad_values_5" {
  command = plan
  variables {
    webhook_keys = "{\"default\": \"key\"}" # webhook keys are no lists
  }
  expect_failures = [
    var.webhook_keys,
  ]
}
