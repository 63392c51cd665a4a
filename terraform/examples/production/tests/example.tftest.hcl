mock_provider "google" {
  override_during = plan

  override_resource {
    target = module.receipts.module.load_balancer[0].google_compute_global_address.this
    values = { address = "203.0.113.1" }
  }
  override_data {
    target = module.receipts.data.google_storage_project_service_account.this[0]
    values = { member = "serviceAccount:service-1@gs-project-accounts.iam.gserviceaccount.com" }
  }
  override_data {
    target = module.receipts.data.google_bigquery_default_service_account.this[0]
    values = { member = "serviceAccount:bq-1@bigquery-encryption.iam.gserviceaccount.com" }
  }
}

mock_provider "google-beta" {}

mock_provider "archive" {}

run "can_be_planned" {
  command = plan
  assert {
    condition = output.webhook_urls == {
      business-messages = "https://receipts.example.com/webhook/business-messages"
      rcs               = "https://receipts.example.com/webhook/rcs"
    }
    error_message = "The URLs to register are the load balancer's."
  }
  assert {
    condition     = output.load_balancer_address == "203.0.113.1"
    error_message = "The domain is pointed to this address."
  }
}
