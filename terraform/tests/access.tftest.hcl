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
    condition     = toset([for grant in module.receive_webhook.grants : grant if startswith(grant, "roles/run.invoker ")]) == toset(["roles/run.invoker allUsers receive-webhook"])
    error_message = "The platform has no Google identity: everybody may call the webhook, which checks signatures."
  }
  assert {
    condition     = toset(module.store_receipt.grants) == toset(["roles/run.invoker serviceAccount:push store-receipt"])
    error_message = "Only Pub/Sub's push account may call storeReceipt."
  }
  assert {
    condition     = toset(module.send_read_receipt.grants) == toset(["roles/run.invoker serviceAccount:push send-read-receipt"])
    error_message = "Only Pub/Sub's push account may call sendReadReceipt."
  }
  assert {
    condition     = module.receive_webhook.function.service_config[0].ingress_settings == "ALLOW_ALL"
    error_message = "The platform calls the webhook from outside."
  }
  assert {
    condition = alltrue([
      for function in [module.store_receipt.function, module.send_read_receipt.function] :
      function.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY"
    ])
    error_message = "The functions behind Pub/Sub can't be reached from outside."
  }
  assert {
    condition = {
      for name, function in {
        receive_webhook   = module.receive_webhook.function
        store_receipt     = module.store_receipt.function
        send_read_receipt = module.send_read_receipt.function
      } : name => function.service_config[0].service_account_email
      } == {
      receive_webhook   = "receive-webhook@my-receipts.iam.gserviceaccount.com"
      store_receipt     = "store-receipt@my-receipts.iam.gserviceaccount.com"
      send_read_receipt = "send-read-receipt@my-receipts.iam.gserviceaccount.com"
    }
    error_message = "Each function runs as its own account."
  }
  assert {
    condition     = toset(module.receipts.grants) == toset(["roles/pubsub.publisher serviceAccount:receive-webhook receipts"])
    error_message = "Only the webhook publishes receipts."
  }
  assert {
    condition     = toset(module.user_events.grants) == toset(["roles/pubsub.publisher serviceAccount:receive-webhook user-events"])
    error_message = "Only the webhook publishes user events."
  }
  assert {
    condition     = length(module.agent_reads.grants) == 0
    error_message = "Nobody publishes agent reads who is not named in agent_backends."
  }
  assert {
    condition = toset(module.dead_letters.grants) == toset([
      "roles/pubsub.publisher serviceAccount:pubsub-agent dead-letters",
      "roles/pubsub.publisher serviceAccount:receive-webhook dead-letters",
      "roles/pubsub.publisher serviceAccount:send-read-receipt dead-letters",
      "roles/pubsub.publisher serviceAccount:store-receipt dead-letters",
    ])
    error_message = "The functions publish dead letters, and Pub/Sub itself, without which dead-lettering silently fails."
  }
  assert {
    condition = toset([for grant in google_project_iam_member.database : "${grant.role} ${grant.member}"]) == toset([
      "roles/datastore.user serviceAccount:send-read-receipt",
      "roles/datastore.user serviceAccount:store-receipt",
    ])
    error_message = "Two functions write state; the webhook does not."
  }
  assert {
    condition = alltrue([
      for grant in google_project_iam_member.database :
      grant.condition[0].expression == "resource.type == \"firestore.googleapis.com/Database\" && resource.name == \"projects/my-receipts/databases/receipts\""
    ])
    error_message = "A role on databases is for the one database."
  }
  assert {
    condition     = google_service_account_iam_member.push_tokens.role == "roles/iam.serviceAccountOpenIdTokenCreator" && google_service_account_iam_member.push_tokens.member == "serviceAccount:pubsub-agent"
    error_message = "Pub/Sub signs its pushes as the push account, and needs no other right on it."
  }
  assert {
    condition     = google_service_account_iam_member.push_tokens.service_account_id == google_service_account.push.name
    error_message = "Pub/Sub signs its pushes as the push account, and as no other."
  }
}

run "secrets_reach_only_their_function" {
  command = plan
  variables {
    channels = { rcs = { api = { service_account_key = { secret = "platform-key", version = "3" } } } }
  }
  assert {
    condition     = toset([for grant in module.receive_webhook.grants : grant if startswith(grant, "roles/secretmanager.")]) == toset(["roles/secretmanager.secretAccessor serviceAccount:receive-webhook receipts-rcs-webhook-keys"])
    error_message = "The webhook reads the webhook's keys, and no other secret."
  }
  assert {
    condition     = toset([for grant in module.send_read_receipt.grants : grant if startswith(grant, "roles/secretmanager.")]) == toset(["roles/secretmanager.secretAccessor serviceAccount:send-read-receipt platform-key"])
    error_message = "sendReadReceipt reads the platform's key, and no other secret."
  }
  assert {
    condition     = !anytrue([for grant in module.store_receipt.grants : startswith(grant, "roles/secretmanager.")])
    error_message = "storeReceipt reads no secret."
  }
  assert {
    condition = [
      for secret in module.receive_webhook.function.service_config[0].secret_environment_variables :
      "${secret.key} ${secret.secret} ${secret.version}"
    ] == ["RCS_WEBHOOK_KEYS receipts-rcs-webhook-keys 1"]
    error_message = "The webhook's keys come from a pinned version."
  }
  assert {
    condition = [
      for secret in module.send_read_receipt.function.service_config[0].secret_environment_variables :
      "${secret.key} ${secret.secret} ${secret.version}"
    ] == ["RCS_SERVICE_ACCOUNT_KEY platform-key 3"]
    error_message = "The platform's key comes from a pinned version."
  }
  assert {
    condition     = length(module.store_receipt.function.service_config[0].secret_environment_variables) == 0
    error_message = "storeReceipt is given no secret."
  }
  assert {
    condition = !anytrue(flatten([
      for function in [module.receive_webhook.function, module.store_receipt.function, module.send_read_receipt.function] : [
        for name in keys(function.service_config[0].environment_variables) : contains(["RCS_WEBHOOK_KEYS", "RCS_SERVICE_ACCOUNT_KEY"], name)
      ]
    ]))
    error_message = "No secret is a plain environment variable."
  }
}

run "agent_backends_get_what_they_were_given" {
  command = plan
  variables {
    agent_backends = {
      plain = { principal = "serviceAccount:plain@p.iam.gserviceaccount.com" }
      full = {
        principal             = "group:agents@example.com"
        pull_user_events      = true
        read_state            = true
        subscribe_to_receipts = true
      }
    }
  }
  assert {
    condition = toset(module.agent_reads.grants) == toset([
      "roles/pubsub.publisher group:agents@example.com agent-reads",
      "roles/pubsub.publisher serviceAccount:plain@p.iam.gserviceaccount.com agent-reads",
    ])
    error_message = "Every agent backend may publish agent reads."
  }
  assert {
    condition = toset(concat(module.receipts.grants, module.user_events.grants, module.dead_letters.grants)) == toset([
      "roles/pubsub.publisher serviceAccount:pubsub-agent dead-letters",
      "roles/pubsub.publisher serviceAccount:receive-webhook dead-letters",
      "roles/pubsub.publisher serviceAccount:receive-webhook receipts",
      "roles/pubsub.publisher serviceAccount:receive-webhook user-events",
      "roles/pubsub.publisher serviceAccount:send-read-receipt dead-letters",
      "roles/pubsub.publisher serviceAccount:store-receipt dead-letters",
    ])
    error_message = "No agent backend publishes anything else."
  }
  assert {
    condition = alltrue([
      for grants in [
        module.receipts_push.grants,
        module.agent_reads_push.grants,
        module.dead_letters_subscription.grants,
        module.receive_webhook.grants,
        module.store_receipt.grants,
        module.send_read_receipt.grants,
        ] : !anytrue([
          for grant in grants : strcontains(grant, "group:agents@example.com") || strcontains(grant, "serviceAccount:plain@")
      ])
    ])
    error_message = "No agent backend pulls what is the functions', calls one, or sees dead letters."
  }
  assert {
    condition     = contains(module.user_events_subscription.grants, "roles/pubsub.subscriber group:agents@example.com user-events") && length(module.user_events_subscription.grants) == 2
    error_message = "Only a backend that asked for it (and Pub/Sub, for dead letters) takes user events."
  }
  assert {
    condition     = [for grant in google_project_iam_member.database : "${grant.role} ${grant.member}" if grant.role != "roles/datastore.user"] == ["roles/datastore.viewer group:agents@example.com"]
    error_message = "Only a backend that asked for it reads state, and it can't write."
  }
  assert {
    condition     = [for grant in google_pubsub_topic_iam_member.receipts_subscriber : "${grant.role} ${grant.member} ${grant.topic}"] == ["roles/pubsub.subscriber group:agents@example.com receipts"]
    error_message = "Only a backend that asked for it subscribes to receipts."
  }
}
