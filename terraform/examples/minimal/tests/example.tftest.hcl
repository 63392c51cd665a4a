mock_provider "google" {
  override_during = plan

  override_resource {
    target = module.receipts.module.receive_webhook.google_cloudfunctions2_function.this
    values = { service_config = { uri = "https://receive-webhook.run.app" } }
  }
}

mock_provider "google-beta" {}

mock_provider "archive" {}

run "can_be_planned" {
  command = plan
  assert {
    condition     = output.webhook_urls == { rcs = "https://receive-webhook.run.app/webhook/rcs" }
    error_message = "The URL to register is the function's own."
  }
}
