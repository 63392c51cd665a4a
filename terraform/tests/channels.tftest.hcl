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

run "rcs_alone" {
  command = plan
  variables {
    channels = {
      rcs = { api = { impersonate_service_account = "platform@partner.iam.gserviceaccount.com", region = "europe" } }
    }
  }
  assert {
    condition = [
      for function in [module.receive_webhook.function, module.store_receipt.function, module.send_read_receipt.function] :
      lookup(function.service_config[0].environment_variables, "CHANNELS", "")
    ] == ["rcs", "", "rcs"]
    error_message = "The two functions that know channels know this one alone."
  }
  assert {
    condition     = [for secret in module.receive_webhook.function.service_config[0].secret_environment_variables : "${secret.key} ${secret.secret} ${secret.version}"] == ["RCS_WEBHOOK_KEYS receipts-rcs-webhook-keys 1"]
    error_message = "The webhook is given the keys of this channel alone."
  }
  assert {
    condition     = toset([for grant in module.receive_webhook.grants : grant if startswith(grant, "roles/secretmanager.")]) == toset(["roles/secretmanager.secretAccessor serviceAccount:receive-webhook receipts-rcs-webhook-keys"])
    error_message = "The webhook reads the secret of the channel that is used, and no other."
  }
  assert {
    condition = {
      for name, value in module.send_read_receipt.function.service_config[0].environment_variables :
      name => value if startswith(name, "RCS_") || startswith(name, "BUSINESS_MESSAGES_")
      } == {
      RCS_API_REGION                  = "europe"
      RCS_IMPERSONATE_SERVICE_ACCOUNT = "platform@partner.iam.gserviceaccount.com"
    }
    error_message = "sendReadReceipt calls the region's API, as the account that was asked for."
  }
  assert {
    condition     = output.webhook_urls == { rcs = "https://receive-webhook.run.app/webhook/rcs" }
    error_message = "The URL to register is the channel's."
  }
  assert {
    condition     = output.publish_agent_read_commands == { rcs = "gcloud pubsub topics publish projects/my-receipts/topics/agent-reads --message='{\"message\": \"agents/A/phones/P/messages/M\"}'" }
    error_message = "The command names a message of the channel."
  }
}

run "business_messages_alone" {
  command = plan
  variables {
    channels = { business-messages = {} }
  }
  assert {
    condition     = [for secret in module.receive_webhook.function.service_config[0].secret_environment_variables : "${secret.key} ${secret.secret} ${secret.version}"] == ["BUSINESS_MESSAGES_WEBHOOK_KEYS receipts-business-messages-webhook-keys 1"]
    error_message = "The webhook is given its keys."
  }
  assert {
    condition     = length(module.send_read_receipt.function.service_config[0].secret_environment_variables) == 0 && length(google_service_account_iam_member.impersonation) == 0
    error_message = "sendReadReceipt acts as its own account."
  }
  assert {
    condition     = output.webhook_urls == { business-messages = "https://receive-webhook.run.app/webhook/business-messages" }
    error_message = "The URL to register is the channel's, also when the channel is alone."
  }
  assert {
    condition     = output.publish_agent_read_commands == { business-messages = "gcloud pubsub topics publish projects/my-receipts/topics/agent-reads --message='{\"message\": \"conversations/C/messages/M\"}'" }
    error_message = "The command names a message of the channel."
  }
}

run "both" {
  command = plan
  variables {
    channels = {
      business-messages = {
        api          = { url = "https://platform.example.com", impersonate_service_account = "platform@partner.iam.gserviceaccount.com" }
        webhook_keys = { secret = "keys", version = "12" }
      }
      rcs = { api = { service_account_key = { version = "3" } }, webhook_keys = { version = "2" } }
    }
  }
  assert {
    condition = [
      for function in [module.receive_webhook.function, module.store_receipt.function, module.send_read_receipt.function] :
      lookup(function.service_config[0].environment_variables, "CHANNELS", "")
    ] == ["business-messages,rcs", "", "business-messages,rcs"]
    error_message = "The two functions that know channels know both."
  }
  assert {
    condition = toset([for secret in module.receive_webhook.function.service_config[0].secret_environment_variables : "${secret.key} ${secret.secret} ${secret.version}"]) == toset([
      "RCS_WEBHOOK_KEYS receipts-rcs-webhook-keys 2",
      "BUSINESS_MESSAGES_WEBHOOK_KEYS keys 12",
    ])
    error_message = "The webhook is given the keys of both, of the secrets that were asked for."
  }
  assert {
    condition = toset([for grant in module.receive_webhook.grants : grant if startswith(grant, "roles/secretmanager.")]) == toset([
      "roles/secretmanager.secretAccessor serviceAccount:receive-webhook keys",
      "roles/secretmanager.secretAccessor serviceAccount:receive-webhook receipts-rcs-webhook-keys",
    ])
    error_message = "The webhook reads the webhook's keys of both channels, and no other secret."
  }
  assert {
    condition     = [for secret in module.send_read_receipt.function.service_config[0].secret_environment_variables : "${secret.key} ${secret.secret} ${secret.version}"] == ["RCS_SERVICE_ACCOUNT_KEY receipts-rcs-service-account-key 3"]
    error_message = "sendReadReceipt is given the one key that there is."
  }
  assert {
    condition     = toset([for grant in module.send_read_receipt.grants : grant if startswith(grant, "roles/secretmanager.")]) == toset(["roles/secretmanager.secretAccessor serviceAccount:send-read-receipt receipts-rcs-service-account-key"])
    error_message = "sendReadReceipt reads the platform's key, and no webhook's."
  }
  assert {
    condition = {
      for name, value in module.send_read_receipt.function.service_config[0].environment_variables :
      name => value if startswith(name, "RCS_") || startswith(name, "BUSINESS_MESSAGES_")
      } == {
      BUSINESS_MESSAGES_API_URL                     = "https://platform.example.com"
      BUSINESS_MESSAGES_IMPERSONATE_SERVICE_ACCOUNT = "platform@partner.iam.gserviceaccount.com"
    }
    error_message = "sendReadReceipt acts at each API as was asked for."
  }
  assert {
    condition = [
      for grant in google_service_account_iam_member.impersonation : "${grant.role} ${grant.member} ${grant.service_account_id}"
    ] == ["roles/iam.serviceAccountTokenCreator serviceAccount:send-read-receipt projects/-/serviceAccounts/platform@partner.iam.gserviceaccount.com"]
    error_message = "sendReadReceipt, and nobody else, may act as the platform's account."
  }
  assert {
    condition = output.webhook_urls == {
      business-messages = "https://receive-webhook.run.app/webhook/business-messages"
      rcs               = "https://receive-webhook.run.app/webhook/rcs"
    }
    error_message = "Each platform has a URL of its own."
  }
}

run "each_channel_as_its_own_account" {
  command = plan
  variables {
    channels = {
      business-messages = { api = { impersonate_service_account = "a@partner.iam.gserviceaccount.com" } }
      rcs               = { api = { impersonate_service_account = "b@partner.iam.gserviceaccount.com" } }
    }
  }
  assert {
    condition = toset([for grant in google_service_account_iam_member.impersonation : grant.service_account_id]) == toset([
      "projects/-/serviceAccounts/a@partner.iam.gserviceaccount.com",
      "projects/-/serviceAccounts/b@partner.iam.gserviceaccount.com",
    ])
    error_message = "sendReadReceipt may act as the account of each channel."
  }
}

run "both_channels_as_one_account" {
  command = plan
  variables {
    channels = {
      business-messages = { api = { impersonate_service_account = "a@partner.iam.gserviceaccount.com" } }
      rcs               = { api = { impersonate_service_account = "a@partner.iam.gserviceaccount.com" } }
    }
  }
  assert {
    condition     = length(google_service_account_iam_member.impersonation) == 1
    error_message = "One right is granted once: it would go for both channels when one goes."
  }
}

run "impersonation_is_left_to_others" {
  command = plan
  variables {
    channels = {
      business-messages = { api = { impersonate_service_account = "a@partner.iam.gserviceaccount.com", grant_impersonation = false } }
      rcs               = { api = { impersonate_service_account = "b@partner.iam.gserviceaccount.com" } }
    }
  }
  assert {
    condition     = keys(google_service_account_iam_member.impersonation) == ["b@partner.iam.gserviceaccount.com"]
    error_message = "Nothing is granted on an account of somebody else's."
  }
}
