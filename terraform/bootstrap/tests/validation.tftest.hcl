mock_provider "google" {}

mock_provider "google-beta" {}

variables {
  project_id           = "my-receipts"
  region               = "europe-west1"
  channels             = { rcs = {} }
  webhook_keys         = "{\"rcs\": {\"default\": [\"key\"]}}"
  service_account_keys = null # an ephemeral variable left out is refused by `terraform test`
}

# Each run has one bad value of each variable.

run "bad_values_1" {
  command = plan
  variables {
    project_id           = "123456"                            # project id is a number
    region               = "europe-west1-b"                    # region is a zone
    kms_key              = "projects/p/locations/l/keyRings/r" # kms key is a ring
    repository           = "https://github.com/o/r"            # repository is a url
    webhook_keys         = "key"                               # webhook keys are not json
    service_account_keys = "key"                               # service account keys are not json
  }
  expect_failures = [
    var.project_id,
    var.region,
    var.kms_key,
    var.repository,
    var.webhook_keys,
    var.service_account_keys,
  ]
}

run "bad_values_2" {
  command = plan
  variables {
    webhook_keys         = "[\"key\"]"                           # webhook keys are a list
    service_account_keys = "{\"rcs\": {\"private_key\": \"k\"}}" # of a channel that wants none
  }
  expect_failures = [
    var.webhook_keys,
    var.service_account_keys,
  ]
}

run "bad_values_3" {
  command = plan
  variables {
    channels             = { rcs = { create_service_account_key_secret = true } }
    webhook_keys         = "{}"               # webhook keys are none
    service_account_keys = "{\"rcs\": \"k\"}" # no key's file
  }
  expect_failures = [
    var.webhook_keys,
    var.service_account_keys,
  ]
}

run "bad_values_4" {
  command = plan
  variables {
    webhook_keys = "{\"rcs\": {\"default\": [\"\"]}}" # a webhook key is empty
  }
  expect_failures = [
    var.webhook_keys,
  ]
}

run "bad_values_5" {
  command = plan
  variables {
    webhook_keys = "{\"rcs\": {\"default\": \"key\"}}" # webhook keys are no lists
  }
  expect_failures = [
    var.webhook_keys,
  ]
}

run "bad_values_6" {
  command = plan
  variables {
    webhook_keys = "{\"default\": [\"key\"]}" # of no channel
  }
  expect_failures = [
    var.webhook_keys,
  ]
}

run "bad_values_7" {
  command = plan
  variables {
    webhook_keys = "{\"business-messages\": {\"default\": [\"key\"]}}" # of a channel that is not used
  }
  expect_failures = [
    var.webhook_keys,
  ]
}

run "bad_values_8" {
  command = plan
  variables {
    webhook_keys = "{\"rcs\": {}}" # a channel's keys are none
  }
  expect_failures = [
    var.webhook_keys,
  ]
}

run "bad_values_9" {
  command = plan
  variables {
    channels = { rcs = {}, whatsapp = {} } # a channel that is not known
  }
  expect_failures = [
    var.channels,
  ]
}

run "bad_values_10" {
  command = plan
  variables {
    channels     = {} # no channel
    webhook_keys = null
  }
  expect_failures = [
    var.channels,
  ]
}
