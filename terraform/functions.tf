locals {
  # Made by the bootstrap module: a build account has to have its roles for a while before its first build.
  build_service_account = coalesce(
    var.build_service_account,
    "receipts-build@${var.project_id}.iam.gserviceaccount.com",
  )

  deployment = {
    build_service_account = "projects/${local.project}/serviceAccounts/${local.build_service_account}"
    docker_repository     = google_artifact_registry_repository.functions.id
    kms_key               = local.kms_key.functions
    labels                = local.labels
    project               = local.project
    region                = var.region
    source_bucket         = google_storage_bucket.source.name
  }
  source_dir = coalesce(var.source_dir, "${path.module}/../dist")

  storing = {
    FIRESTORE_DATABASE = google_firestore_database.receipts.name
    RETENTION_DAYS     = tostring(var.retention_days)
  }

  # The most that one delivery takes is in docs/deploy.md, "Time limits". Pub/Sub waits a little longer than the
  # function may take, so that it never delivers a second time what is still being worked on.
  timeout_seconds = { receive_webhook = 15, store_receipt = 30, send_read_receipt = 90 }
  ack_deadline_seconds = {
    store_receipt     = local.timeout_seconds.store_receipt + 10
    send_read_receipt = local.timeout_seconds.send_read_receipt + 10
  }
}

resource "google_storage_bucket" "source" {
  project                     = local.project
  name                        = "${local.project}-receipts-source"
  location                    = var.region
  labels                      = local.labels
  force_destroy               = true # only built code, which a build makes again
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true

  dynamic "encryption" {
    for_each = local.kms_key.storage[*]
    content {
      default_kms_key_name = encryption.value
    }
  }
}

resource "google_artifact_registry_repository" "functions" {
  project       = local.project
  location      = var.region
  repository_id = "receipts"
  description   = "Container images of the receipts service's functions"
  format        = "DOCKER"
  kms_key_name  = local.kms_key.artifacts
  labels        = local.labels

  # Every deployment leaves images behind.
  cleanup_policies {
    id     = "keep-recent"
    action = "KEEP"
    most_recent_versions {
      keep_count = 5
    }
  }
  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition {
      older_than = "2592000s"
    }
  }
}

module "receive_webhook" {
  source = "./modules/function"

  deployment      = local.deployment
  name            = "receive-webhook"
  source_dir      = "${local.source_dir}/receive-webhook"
  entry_point     = "receiveWebhook"
  description     = "Verifies what the messaging platforms post, and queues each receipt of it"
  sizing          = var.functions.receive_webhook
  timeout_seconds = local.timeout_seconds.receive_webhook
  ingress         = try(var.load_balancer.keep_function_url, true) ? "ALLOW_ALL" : "ALLOW_INTERNAL_AND_GCLB"
  # The only public function: the platforms have no Google identity, and sign what they send instead.
  invokers = var.webhook_public_access ? { everybody = "allUsers" } : {}
  environment = {
    CHANNELS           = local.channel_names
    RECEIPTS_TOPIC     = module.receipts.id
    USER_EVENTS_TOPIC  = module.user_events.id
    DEAD_LETTERS_TOPIC = module.dead_letters.id
  }
  secrets = local.webhook_key_secrets
}

module "store_receipt" {
  source = "./modules/function"

  deployment      = local.deployment
  name            = "store-receipt"
  source_dir      = "${local.source_dir}/store-receipt"
  entry_point     = "storeReceipt"
  description     = "Writes each receipt into its message's document"
  sizing          = var.functions.store_receipt
  timeout_seconds = local.timeout_seconds.store_receipt
  invokers        = { pubsub = google_service_account.push.member }
  environment     = merge(local.storing, { DEAD_LETTERS_TOPIC = module.dead_letters.id })
}

module "send_read_receipt" {
  source = "./modules/function"

  deployment      = local.deployment
  name            = "send-read-receipt"
  source_dir      = "${local.source_dir}/send-read-receipt"
  entry_point     = "sendReadReceipt"
  description     = "Tells the messaging platform that an agent read a user's message"
  sizing          = var.functions.send_read_receipt
  timeout_seconds = local.timeout_seconds.send_read_receipt
  invokers        = { pubsub = google_service_account.push.member }
  environment = merge(local.storing, local.api_variables, {
    CHANNELS           = local.channel_names
    DEAD_LETTERS_TOPIC = module.dead_letters.id
  })
  secrets = local.service_account_key_secrets
}

# Pub/Sub calls the functions as this account.
resource "google_service_account" "push" {
  project      = local.project
  account_id   = "receipts-push"
  display_name = "Pub/Sub's pushes to the receipts functions"
}

# Projects made before 2021-04-08 need this said; in others Pub/Sub's account may do it anyway.
resource "google_service_account_iam_member" "push_tokens" {
  service_account_id = google_service_account.push.name
  role               = "roles/iam.serviceAccountOpenIdTokenCreator"
  member             = google_project_service_identity.pubsub.member
}
