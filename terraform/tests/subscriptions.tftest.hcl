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

run "every_subscription" {
  command = plan
  variables {
    bigquery_export      = {}
    user_events_push_url = "https://bot.example.com/webhook"
  }
  assert {
    condition = {
      for subscription in [
        module.receipts_push.subscription,
        module.agent_reads_push.subscription,
        module.user_events_subscription.subscription,
        module.receipts_bigquery[0].subscription,
        module.agent_reads_bigquery[0].subscription,
        module.dead_letters_subscription.subscription,
      ] : subscription.name => subscription.topic
      } == {
      receipts-store       = "projects/my-receipts/topics/receipts"
      agent-reads-send     = "projects/my-receipts/topics/agent-reads"
      user-events          = "projects/my-receipts/topics/user-events"
      receipts-bigquery    = "projects/my-receipts/topics/receipts"
      agent-reads-bigquery = "projects/my-receipts/topics/agent-reads"
      dead-letters         = "projects/my-receipts/topics/dead-letters"
    }
    error_message = "Each subscription has its name and its topic."
  }
  assert {
    condition = alltrue([
      for subscription in [
        module.receipts_push.subscription,
        module.agent_reads_push.subscription,
        module.user_events_subscription.subscription,
        module.receipts_bigquery[0].subscription,
        module.agent_reads_bigquery[0].subscription,
        module.dead_letters_subscription.subscription,
      ] : subscription.expiration_policy[0].ttl == ""
    ])
    error_message = "No subscription is deleted because nobody used it for a while."
  }
  assert {
    condition = alltrue([
      for subscription in [
        module.receipts_push.subscription,
        module.agent_reads_push.subscription,
        module.user_events_subscription.subscription,
        module.receipts_bigquery[0].subscription,
        module.agent_reads_bigquery[0].subscription,
      ] :
      subscription.retry_policy[0].minimum_backoff == "10s" && subscription.retry_policy[0].maximum_backoff == "600s"
      && subscription.dead_letter_policy[0].dead_letter_topic == "projects/my-receipts/topics/dead-letters"
      && subscription.dead_letter_policy[0].max_delivery_attempts == 100
      && subscription.message_retention_duration == "604800s"
    ])
    error_message = "Each subscription backs off, and sends to dead-letters what failed 100 times."
  }
  assert {
    condition = alltrue([
      for name, grants in {
        receipts-store       = module.receipts_push.grants
        agent-reads-send     = module.agent_reads_push.grants
        user-events          = module.user_events_subscription.grants
        receipts-bigquery    = module.receipts_bigquery[0].grants
        agent-reads-bigquery = module.agent_reads_bigquery[0].grants
      } : toset(grants) == toset(["roles/pubsub.subscriber serviceAccount:pubsub-agent ${name}"])
    ])
    error_message = "Without Pub/Sub's right to take messages out, dead-lettering silently fails."
  }
  assert {
    condition     = contains(module.dead_letters.grants, "roles/pubsub.publisher serviceAccount:pubsub-agent dead-letters")
    error_message = "Without Pub/Sub's right to publish them, dead-lettering silently fails."
  }
  assert {
    condition     = module.receipts_push.subscription.push_config[0].push_endpoint == module.store_receipt.uri && module.receipts_push.subscription.push_config[0].oidc_token[0].audience == module.store_receipt.uri
    error_message = "Receipts are pushed to storeReceipt, with a token for it."
  }
  assert {
    condition     = module.agent_reads_push.subscription.push_config[0].push_endpoint == module.send_read_receipt.uri && module.agent_reads_push.subscription.push_config[0].oidc_token[0].audience == module.send_read_receipt.uri
    error_message = "Agent reads are pushed to sendReadReceipt, with a token for it."
  }
  assert {
    condition = alltrue([
      for subscription in [module.receipts_push.subscription, module.agent_reads_push.subscription] :
      subscription.push_config[0].oidc_token[0].service_account_email == "push@my-receipts.iam.gserviceaccount.com" && length(subscription.push_config[0].no_wrapper) == 0
    ])
    error_message = "Pub/Sub pushes as the push account, with its wrapper."
  }
  assert {
    condition     = module.receipts_push.subscription.ack_deadline_seconds > module.store_receipt.function.service_config[0].timeout_seconds && module.agent_reads_push.subscription.ack_deadline_seconds > module.send_read_receipt.function.service_config[0].timeout_seconds
    error_message = "Pub/Sub waits longer than the function may take."
  }
  assert {
    # As docs/deploy.md, "Time limits", adds them up.
    condition     = module.send_read_receipt.function.service_config[0].timeout_seconds > 85 && module.store_receipt.function.service_config[0].timeout_seconds > 20
    error_message = "A function may take as long as its own deadlines add up to."
  }
  assert {
    condition     = module.dead_letters_subscription.subscription.message_retention_duration == "2678400s"
    error_message = "Dead letters are kept for 31 days."
  }
  assert {
    condition     = length(module.dead_letters_subscription.subscription.dead_letter_policy) == 0 && length(module.dead_letters_subscription.subscription.retry_policy) == 0 && length(module.dead_letters_subscription.subscription.push_config) == 0
    error_message = "Dead letters stay until a person takes them."
  }
  assert {
    condition = {
      for topic in [module.receipts.topic, module.agent_reads.topic, module.user_events.topic, module.dead_letters.topic] :
      topic.name => topic.message_retention_duration
      } == {
      receipts     = "604800s"
      agent-reads  = "604800s"
      user-events  = "604800s"
      dead-letters = "604800s"
    }
    error_message = "The four topics keep messages for 7 days."
  }
  assert {
    condition     = module.agent_reads.topic.schema_settings[0].schema == google_pubsub_schema.agent_read_event.id && module.agent_reads.topic.schema_settings[0].encoding == "JSON"
    error_message = "What is no agent-read event is refused where it is published."
  }
  assert {
    condition     = google_pubsub_schema.agent_read_event.type == "PROTOCOL_BUFFER" && strcontains(google_pubsub_schema.agent_read_event.definition, "message AgentReadEvent")
    error_message = "The schema is the event's."
  }
  assert {
    condition     = alltrue([for topic in [module.receipts.topic, module.user_events.topic, module.dead_letters.topic] : length(topic.schema_settings) == 0])
    error_message = "The other topics take what the functions publish."
  }
}
