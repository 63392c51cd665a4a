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

run "nothing_optional" {
  command = plan
  assert {
    condition = (
      length(module.load_balancer) == 0
      && length(module.receipts_bigquery) == 0
      && length(module.agent_reads_bigquery) == 0
      && length(google_bigquery_dataset.receipts) == 0
      && length(google_bigquery_table.events) == 0
      && length(google_bigquery_table.messages) == 0
      && length(google_bigquery_table.figures) == 0
      && length(google_bigquery_table_iam_member.pubsub) == 0
      && length(google_monitoring_dashboard.receipts) == 0
      && length(google_logging_metric.lines) == 0
      && length(google_kms_crypto_key_iam_member.users) == 0
      && length(google_project_service_identity.encrypting) == 0
      && length(google_service_account_iam_member.impersonation) == 0
    )
    error_message = "No option is on that nobody asked for."
  }
  assert {
    condition     = alltrue([for topic in [module.receipts.topic, module.agent_reads.topic, module.user_events.topic, module.dead_letters.topic] : topic.kms_key_name == null && length(topic.message_storage_policy) == 0])
    error_message = "Messages are kept where they are published, under Google's keys."
  }
  assert {
    condition     = google_artifact_registry_repository.functions.kms_key_name == null && length(google_storage_bucket.source.encryption) == 0 && length(google_firestore_database.receipts.cmek_config) == 0 && module.receive_webhook.function.kms_key_name == null
    error_message = "Google's keys encrypt."
  }
  assert {
    condition     = length(module.user_events_subscription.subscription.push_config) == 0
    error_message = "User events wait to be pulled."
  }
  assert {
    condition     = output.load_balancer_address == null
    error_message = "There is no load balancer to point a domain to."
  }
  assert {
    condition     = length(setintersection(keys(google_project_service.this), ["bigquery.googleapis.com", "cloudkms.googleapis.com", "compute.googleapis.com"])) == 0
    error_message = "No API is enabled that nothing needs."
  }
  assert {
    condition     = alltrue([for service in google_project_service.this : service.disable_on_destroy == false])
    error_message = "Others in the project may need the APIs."
  }
  assert {
    condition     = google_storage_bucket.source.public_access_prevention == "enforced" && google_storage_bucket.source.uniform_bucket_level_access
    error_message = "The sources are private."
  }
}

run "everything_optional" {
  command = plan
  variables {
    bigquery_export             = { dataset = "analysis", expiration_days = 400, delete_protection = false }
    dashboard                   = true
    kms_key                     = { name = "projects/keys/locations/europe-west1/keyRings/r/cryptoKeys/k" }
    load_balancer               = { domain = "receipts.example.com", requests_per_minute_per_ip = 120 }
    allowed_persistence_regions = ["europe-west1", "europe-west4"]
    user_events_push_url        = "https://bot.example.com/webhook"
  }
  assert {
    condition     = alltrue([for topic in [module.receipts.topic, module.agent_reads.topic, module.user_events.topic, module.dead_letters.topic] : topic.kms_key_name == var.kms_key.name])
    error_message = "The key encrypts every topic."
  }
  assert {
    condition = (
      google_artifact_registry_repository.functions.kms_key_name == var.kms_key.name
      && google_storage_bucket.source.encryption[0].default_kms_key_name == var.kms_key.name
      && google_firestore_database.receipts.cmek_config[0].kms_key_name == var.kms_key.name
      && google_bigquery_dataset.receipts[0].default_encryption_configuration[0].kms_key_name == var.kms_key.name
      && alltrue([for table in google_bigquery_table.events : table.encryption_configuration[0].kms_key_name == var.kms_key.name])
    )
    error_message = "The key encrypts images, sources, database and export."
  }
  assert {
    condition     = alltrue([for function in [module.receive_webhook.function, module.store_receipt.function, module.send_read_receipt.function] : function.kms_key_name == var.kms_key.name])
    error_message = "The key encrypts every function."
  }
  assert {
    condition     = toset(keys(google_kms_crypto_key_iam_member.users)) == toset(["artifacts-0", "bigquery-0", "firestore-0", "functions-0", "functions-1", "pubsub-0", "storage-0"])
    error_message = "All may use the key who encrypt with it."
  }
  assert {
    condition     = alltrue([for grant in google_kms_crypto_key_iam_member.users : grant.role == "roles/cloudkms.cryptoKeyEncrypterDecrypter"])
    error_message = "They encrypt and decrypt, and do nothing else with it."
  }
  assert {
    condition = alltrue([
      for topic in [module.receipts.topic, module.agent_reads.topic, module.user_events.topic, module.dead_letters.topic] :
      toset(topic.message_storage_policy[0].allowed_persistence_regions) == toset(["europe-west1", "europe-west4"])
      && topic.message_storage_policy[0].enforce_in_transit
    ])
    error_message = "No topic keeps messages elsewhere, or takes them there."
  }
  assert {
    condition     = module.receive_webhook.function.service_config[0].ingress_settings == "ALLOW_INTERNAL_AND_GCLB"
    error_message = "Nobody gets around the load balancer."
  }
  assert {
    condition     = output.webhook_urls == { rcs = "https://receipts.example.com/webhook/rcs" } && output.load_balancer_address == "203.0.113.1"
    error_message = "The webhook's URL is the load balancer's."
  }
  assert {
    condition     = module.load_balancer[0].service == "receive-webhook"
    error_message = "Requests go to the webhook."
  }
  assert {
    condition = {
      for rule in module.load_balancer[0].policy.rule :
      "${rule.priority} ${rule.action}" => [
        for limit in rule.rate_limit_options :
        "${limit.rate_limit_threshold[0].count} in ${limit.rate_limit_threshold[0].interval_sec} s by ${limit.enforce_on_key}, else ${limit.exceed_action}"
      ]
      } == {
      "1000 throttle"    = ["120 in 60 s by IP, else deny(429)"]
      "2147483647 allow" = []
    }
    error_message = "Each address is throttled, so that an honest sender comes again."
  }
  assert {
    condition     = module.load_balancer[0].backend.security_policy == module.load_balancer[0].policy.id
    error_message = "Requests pass Cloud Armor."
  }
  assert {
    condition = (
      module.load_balancer[0].frontend == { port = "443", ssl_policy = module.load_balancer[0].ssl_policy.id }
      && module.load_balancer[0].ssl_policy.min_tls_version == "TLS_1_2"
      && module.load_balancer[0].backend.protocol == "HTTPS"
    )
    error_message = "Nothing comes in the clear, or by a TLS that is broken."
  }
  assert {
    condition     = length([for grant in module.receive_webhook.grants : grant if grant == "roles/run.invoker allUsers receive-webhook"]) == 1
    error_message = "The load balancer has no identity either."
  }
  assert {
    condition = (
      google_bigquery_dataset.receipts[0].dataset_id == "analysis"
      && google_bigquery_dataset.receipts[0].location == "europe-west1"
      && keys(google_bigquery_table.events) == ["agent_reads", "receipts"]
      && alltrue([
        for table in google_bigquery_table.events :
        table.dataset_id == "analysis" && table.time_partitioning[0].field == "publish_time" && table.time_partitioning[0].expiration_ms == 34560000000
      ])
    )
    error_message = "Partitioned tables in the data set that was asked for."
  }
  assert {
    condition = alltrue(flatten([
      for table in google_bigquery_table.events : [
        for column in table.clustering : contains(jsondecode(table.schema)[*].name, column)
      ]
    ]))
    error_message = "Tables are clustered by columns that they have."
  }
  assert {
    condition     = alltrue(flatten([for table in google_bigquery_table.events : [for column in jsondecode(table.schema) : column.mode == "NULLABLE"]]))
    error_message = "A column that an event lacks must not refuse the event."
  }
  assert {
    condition = {
      for subscription in [module.receipts_bigquery[0].subscription, module.agent_reads_bigquery[0].subscription] :
      subscription.topic => subscription.bigquery_config[0].table
      } == {
      "projects/my-receipts/topics/receipts"    = "my-receipts.analysis.receipts"
      "projects/my-receipts/topics/agent-reads" = "my-receipts.analysis.agent_reads"
    }
    error_message = "Each topic's events go into the table of their own."
  }
  assert {
    condition = alltrue([
      for subscription in [module.receipts_bigquery[0].subscription, module.agent_reads_bigquery[0].subscription] :
      subscription.bigquery_config[0].use_table_schema
      && subscription.bigquery_config[0].write_metadata
      && subscription.bigquery_config[0].drop_unknown_fields
    ])
    error_message = "Pub/Sub writes events into the table, and drops fields that are newer than it."
  }
  assert {
    condition = toset([for grant in google_bigquery_table_iam_member.pubsub : "${grant.role} ${grant.member} ${grant.dataset_id}.${grant.table_id}"]) == toset([
      "roles/bigquery.dataEditor serviceAccount:pubsub-agent analysis.agent_reads",
      "roles/bigquery.dataEditor serviceAccount:pubsub-agent analysis.receipts",
      "roles/bigquery.metadataViewer serviceAccount:pubsub-agent analysis.agent_reads",
      "roles/bigquery.metadataViewer serviceAccount:pubsub-agent analysis.receipts",
    ])
    error_message = "Pub/Sub may write to the two tables."
  }
  assert {
    condition = {
      for name, view in merge(google_bigquery_table.messages, google_bigquery_table.figures) :
      name => join(" ", sort(distinct(flatten(regexall("`my-receipts[.]analysis[.](\\w+)`", view.view[0].query)))))
      } == {
      agent_responses_daily = "user_messages"
      conversations         = "messages user_messages"
      messages              = "receipts"
      read_rates_by_hour    = "messages"
      read_rates_daily      = "messages"
      user_messages         = "agent_reads receipts"
    }
    error_message = "The views read the tables, and each other."
  }
  assert {
    condition = alltrue([
      for view in merge(google_bigquery_table.messages, google_bigquery_table.figures) :
      view.dataset_id == "analysis" && !view.view[0].use_legacy_sql && !view.deletion_protection && length(view.description) > 20 && endswith(view.description, ".")
    ])
    error_message = "Each view says what it shows, and holds nothing that would have to be protected."
  }
  assert {
    condition     = toset([for view in fileset("./views", "*.sql") : trimsuffix(view, ".sql")]) == toset(concat(keys(google_bigquery_table.messages), keys(google_bigquery_table.figures)))
    error_message = "Every file is a view."
  }
  assert {
    condition     = strcontains(google_bigquery_table.messages["user_messages"].view[0].query, "WHEN REGEXP_CONTAINS(message, r'^agents/[^/]+/phones/[^/]+/messages/[^/]+$') THEN 'rcs'\n")
    error_message = "A message's name tells its channel."
  }
  assert {
    condition     = !anytrue([for table in google_bigquery_table.events : table.deletion_protection])
    error_message = "The tables may be deleted if that was asked for."
  }
  assert {
    condition     = length(jsondecode(google_monitoring_dashboard.receipts[0].dashboard_json).mosaicLayout.tiles) == 12
    error_message = "A dashboard of twelve charts."
  }
  assert {
    condition     = length(distinct([for tile in jsondecode(google_monitoring_dashboard.receipts[0].dashboard_json).mosaicLayout.tiles : "${try(tile.xPos, 0)} ${try(tile.yPos, 0)}"])) == 12
    error_message = "No chart covers another."
  }
  assert {
    condition = toset(keys(google_logging_metric.lines)) == toset(flatten([
      for tile in jsondecode(google_monitoring_dashboard.receipts[0].dashboard_json).mosaicLayout.tiles : [
        for data in tile.widget.xyChart.dataSets :
        regexall("logging_googleapis_com:user_(\\w+)\\{monitored_resource=\"cloud_run_revision\"\\}\\[", data.timeSeriesQuery.prometheusQuery)
      ]
    ]))
    error_message = "Every metric of log lines is shown, and no other."
  }
  assert {
    condition = alltrue([
      for metric in google_logging_metric.lines :
      startswith(metric.filter, "resource.type=\"cloud_run_revision\" AND (jsonPayload.") && endswith(metric.filter, ")")
      && metric.metric_descriptor[0].metric_kind == "DELTA" && metric.metric_descriptor[0].value_type == "INT64"
      && toset(metric.metric_descriptor[0].labels[*].key) == toset(keys(metric.label_extractors))
    ])
    error_message = "Each counts lines of the functions, by labels that it extracts."
  }
  assert {
    condition     = google_logging_metric.lines["receipts_stored"].label_extractors == tomap({ channel = "EXTRACT(jsonPayload.channel)", receipt_type = "EXTRACT(jsonPayload.receiptType)" })
    error_message = "Receipts are counted by channel and type."
  }
  assert {
    condition = alltrue([
      for tile in jsondecode(google_monitoring_dashboard.receipts[0].dashboard_json).mosaicLayout.tiles :
      length(tile.widget.xyChart.dataSets) == 1 || alltrue([for data in tile.widget.xyChart.dataSets : try(data.legendTemplate, "") != ""])
    ])
    error_message = "Of several queries in a chart each has a legend."
  }
  assert {
    condition = (
      module.user_events_subscription.subscription.push_config[0].push_endpoint == "https://bot.example.com/webhook"
      && module.user_events_subscription.subscription.push_config[0].no_wrapper[0].write_metadata
      && module.user_events_subscription.subscription.push_config[0].oidc_token[0].service_account_email == "push@my-receipts.iam.gserviceaccount.com"
    )
    error_message = "The bot gets the body that the platform sent; its type and signature come as headers."
  }
}

run "options_in_their_other_forms" {
  command = plan
  variables {
    bigquery_export       = { location = "europe-west1" }
    load_balancer         = { domain = "receipts.example.com", keep_function_url = true }
    kms_key               = { name = "projects/keys/locations/europe-west1/keyRings/r/cryptoKeys/k", grant_access = false }
    webhook_public_access = false
  }
  assert {
    condition     = length(google_kms_crypto_key_iam_member.users) == 0 && length(google_project_service_identity.encrypting) == 0 && module.receipts.topic.kms_key_name == var.kms_key.name
    error_message = "The key is used, and nothing is granted on it."
  }
  assert {
    condition     = !anytrue([for grant in module.receive_webhook.grants : strcontains(grant, "allUsers")])
    error_message = "An organisation that refuses allUsers is not asked for it."
  }
  assert {
    condition     = google_bigquery_dataset.receipts[0].location == "europe-west1" && google_bigquery_dataset.receipts[0].dataset_id == "receipts"
    error_message = "In the region."
  }
  assert {
    condition     = module.receive_webhook.function.service_config[0].ingress_settings == "ALLOW_ALL"
    error_message = "The function's own URL stays open until the certificate is active."
  }
  assert {
    condition     = alltrue([for table in google_bigquery_table.events : table.deletion_protection])
    error_message = "The tables refuse to be deleted unless that was asked for."
  }
}
