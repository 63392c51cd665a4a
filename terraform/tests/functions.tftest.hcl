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
    condition = {
      for function in [module.receive_webhook.function, module.store_receipt.function, module.send_read_receipt.function] :
      function.name => "${function.build_config[0].entry_point} ${function.build_config[0].runtime}"
      } == {
      receive-webhook   = "receiveWebhook nodejs24"
      store-receipt     = "storeReceipt nodejs24"
      send-read-receipt = "sendReadReceipt nodejs24"
    }
    error_message = "Each function has its name, its entry point and the runtime."
  }
  assert {
    condition = alltrue([
      for function in [module.receive_webhook.function, module.store_receipt.function, module.send_read_receipt.function] :
      startswith(function.build_config[0].source[0].storage_source[0].object, "${function.name}-")
      && function.build_config[0].service_account == "projects/my-receipts/serviceAccounts/receipts-build@my-receipts.iam.gserviceaccount.com"
      && length(function.event_trigger) == 0
      && function.service_config[0].all_traffic_on_latest_revision
    ])
    error_message = "Each function is built from its own folder, by the build account, and has no trigger of Eventarc's."
  }
  assert {
    condition = module.receive_webhook.function.service_config[0].environment_variables == tomap({
      CHANNELS           = "rcs"
      DEAD_LETTERS_TOPIC = "projects/my-receipts/topics/dead-letters"
      NODE_COMPILE_CACHE = "/workspace/compile-cache"
      NODE_ENV           = "production"
      RECEIPTS_TOPIC     = "projects/my-receipts/topics/receipts"
      USER_EVENTS_TOPIC  = "projects/my-receipts/topics/user-events"
    })
    error_message = "The webhook's environment."
  }
  assert {
    condition = module.store_receipt.function.service_config[0].environment_variables == tomap({
      DEAD_LETTERS_TOPIC = "projects/my-receipts/topics/dead-letters"
      FIRESTORE_DATABASE = "receipts"
      NODE_COMPILE_CACHE = "/workspace/compile-cache"
      NODE_ENV           = "production"
      RETENTION_DAYS     = "90"
    })
    error_message = "storeReceipt's environment."
  }
  assert {
    condition = module.send_read_receipt.function.service_config[0].environment_variables == tomap({
      CHANNELS           = "rcs"
      DEAD_LETTERS_TOPIC = "projects/my-receipts/topics/dead-letters"
      FIRESTORE_DATABASE = "receipts"
      NODE_COMPILE_CACHE = "/workspace/compile-cache"
      NODE_ENV           = "production"
      RETENTION_DAYS     = "90"
    })
    error_message = "sendReadReceipt's environment."
  }
  assert {
    condition     = output.topics.agent_reads == "projects/my-receipts/topics/agent-reads" && output.service_accounts.send_read_receipt == "send-read-receipt@my-receipts.iam.gserviceaccount.com"
    error_message = "Topics and accounts by their full names."
  }
}

run "as_asked_for" {
  command = plan
  variables {
    retention_days        = 30
    build_service_account = "builder@my-receipts.iam.gserviceaccount.com"
    functions = {
      receive_webhook = {
        concurrency   = 1
        cpu           = "0.5"
        max_instances = 7
        memory        = "1Gi"
        min_instances = 2
        environment   = { MAX_BODY_BYTES = "2000", NODE_ENV = "development" }
      }
    }
  }
  assert {
    condition = (
      module.receive_webhook.function.service_config[0].max_instance_request_concurrency == 1
      && module.receive_webhook.function.service_config[0].available_cpu == "0.5"
      && module.receive_webhook.function.service_config[0].max_instance_count == 7
      && module.receive_webhook.function.service_config[0].available_memory == "1Gi"
      && module.receive_webhook.function.service_config[0].min_instance_count == 2
    )
    error_message = "The webhook has the size that was asked for."
  }
  assert {
    condition     = module.store_receipt.function.service_config[0].max_instance_count == 20 && module.store_receipt.function.service_config[0].min_instance_count == 0
    error_message = "The other functions keep their size."
  }
  assert {
    condition     = module.receive_webhook.function.service_config[0].environment_variables["MAX_BODY_BYTES"] == "2000" && module.receive_webhook.function.service_config[0].environment_variables["NODE_ENV"] == "production"
    error_message = "Further variables are added, and replace none that this module sets."
  }
  assert {
    condition     = module.store_receipt.function.service_config[0].environment_variables["RETENTION_DAYS"] == "30" && module.send_read_receipt.function.service_config[0].environment_variables["RETENTION_DAYS"] == "30"
    error_message = "Both functions that write state keep it for as long as was asked for."
  }
  assert {
    condition     = module.store_receipt.function.build_config[0].service_account == "projects/my-receipts/serviceAccounts/builder@my-receipts.iam.gserviceaccount.com"
    error_message = "The account that was asked for builds."
  }
}
