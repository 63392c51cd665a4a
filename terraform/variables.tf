variable "agent_backends" {
  description = <<-EOT
    Agent backends that may publish agent reads, each under a name of your choice. Options: read message state from
    Firestore, pull the subscription user-events, and attach subscriptions to the topic receipts. Default: none.
  EOT
  type = map(object({
    principal             = string
    pull_user_events      = optional(bool, false)
    read_state            = optional(bool, false)
    subscribe_to_receipts = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for backend in values(var.agent_backends) :
      can(regex("^(serviceAccount|user|group|principal|principalSet):[^\\s]+$", backend.principal))
    ])
    error_message = "agent_backends: each principal must name one account or group, for example serviceAccount:bot@my-project.iam.gserviceaccount.com. With allUsers or allAuthenticatedUsers, anyone could mark messages as read."
  }
  validation {
    condition     = length(distinct(values(var.agent_backends)[*].principal)) == length(var.agent_backends)
    error_message = "agent_backends: each principal must be unique. Merge the entries that share one."
  }
  validation {
    condition     = var.user_events_push_url == null || !anytrue(values(var.agent_backends)[*].pull_user_events)
    error_message = "agent_backends: set user_events_push_url or pull_user_events, not both."
  }
}

variable "alert_emails" {
  description = "Email addresses that receive alerts."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for email in var.alert_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", email))])
    error_message = "alert_emails must contain email addresses."
  }
  validation {
    condition     = length(var.alert_emails) + length(var.notification_channels) > 0
    error_message = "Set alert_emails or notification_channels, so that someone receives alerts."
  }
}

variable "alert_thresholds" {
  description = <<-EOT
    Limits above which alerts fire: the age of the oldest unacknowledged event in seconds (default: 900), invalid
    signatures in 10 minutes (20), the webhook's 5xx responses in 10 minutes (5), and its p99 latency in milliseconds
    (2000).
  EOT
  type = object({
    backlog_age_seconds = optional(number, 900)
    invalid_signatures  = optional(number, 20)
    webhook_errors      = optional(number, 5)
    webhook_latency_ms  = optional(number, 2000)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for threshold in values(var.alert_thresholds) : threshold > 0])
    error_message = "alert_thresholds must be greater than 0."
  }
}

variable "allowed_persistence_regions" {
  description = "Regions where Pub/Sub may store messages and accept them. Default: any region."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_persistence_regions) == 0 || contains(var.allowed_persistence_regions, var.region)
    error_message = "allowed_persistence_regions must contain the functions' region, so that they can publish."
  }
}

variable "bigquery_export" {
  description = <<-EOT
    BigQuery export of each receipt and each agent read, with views: dataset to create (default: receipts), location
    (default: the region), expiration of rows in days (default: never), and delete protection (default: on). Default: no
    export.
  EOT
  type = object({
    dataset           = optional(string, "receipts")
    delete_protection = optional(bool, true)
    expiration_days   = optional(number)
    location          = optional(string)
  })
  default = null

  validation {
    condition     = var.bigquery_export == null || can(regex("^[A-Za-z0-9_]+$", var.bigquery_export.dataset))
    error_message = "bigquery_export.dataset must consist of letters, digits, and underscores."
  }
  validation {
    condition     = try(var.bigquery_export.expiration_days, null) == null || try(var.bigquery_export.expiration_days >= 1, false)
    error_message = "bigquery_export.expiration_days must be at least 1."
  }
}

variable "build_service_account" {
  description = "Email address of the service account that builds the functions. Default: receipts-build, which terraform/bootstrap creates."
  type        = string
  default     = null

  validation {
    condition     = var.build_service_account == null || can(regex("^[^@\\s]+@[^@\\s]+\\.gserviceaccount\\.com$", var.build_service_account))
    error_message = "build_service_account must be a service account's email address."
  }
}

variable "channels" {
  description = <<-EOT
    Channels to use: business-messages, rcs, or both. For each channel:

    - webhook_keys: the secret with the webhook keys (default: receipts-business-messages-webhook-keys or
      receipts-rcs-webhook-keys), and its pinned version (default: 1).
    - api.impersonate_service_account: the service account to impersonate. api.grant_impersonation creates the IAM binding
      for it (default: true).
    - api.service_account_key: the secret with a service account key (default:
      receipts-business-messages-service-account-key or receipts-rcs-service-account-key), and its pinned version. With
      neither, sendReadReceipt calls the platform API as its own service account.
    - api.region: region of the RCS for Business API: us, europe, or asia. Default: the global endpoint.
    - api.url: another URL in place of the platform API's. Default: the platform's.
  EOT
  type = map(object({
    api = optional(object({
      grant_impersonation         = optional(bool, true)
      impersonate_service_account = optional(string)
      region                      = optional(string)
      service_account_key         = optional(object({ secret = optional(string), version = string }))
      url                         = optional(string)
    }), {})
    webhook_keys = optional(object({
      secret  = optional(string)
      version = optional(string, "1")
    }), {})
  }))
  nullable = false

  validation {
    condition     = length(var.channels) > 0 && alltrue([for name in keys(var.channels) : contains(keys(local.known_channels), name)])
    error_message = "channels must contain at least one of ${join(", ", keys(local.known_channels))}, and no other name. For example, channels = { rcs = {} }."
  }
  validation {
    condition = alltrue(flatten([
      for channel in values(var.channels) : [
        for secret in [channel.webhook_keys, channel.api.service_account_key] :
        secret == null || can(regex("^[1-9][0-9]*$", secret.version))
      ]
    ]))
    error_message = "channels: each secret version must be a number, for example \"1\". With \"latest\", a bad new version would go live without a deployment."
  }
  validation {
    condition = alltrue([
      for secrets in [values(var.channels)[*].webhook_keys.secret, [for channel in values(var.channels) : try(channel.api.service_account_key.secret, null)]] :
      length(compact(secrets)) == length(distinct(compact(secrets)))
    ])
    error_message = "channels: each secret must belong to one channel only, because each grants the right to read it."
  }
  validation {
    condition     = alltrue([for channel in values(var.channels) : channel.api.service_account_key == null || channel.api.impersonate_service_account == null])
    error_message = "channels: set api.impersonate_service_account or api.service_account_key, not both."
  }
  validation {
    condition = alltrue([
      for channel in values(var.channels) :
      channel.api.impersonate_service_account == null || can(regex("^[^@\\s]+@[^@\\s]+\\.gserviceaccount\\.com$", channel.api.impersonate_service_account))
    ])
    error_message = "channels: api.impersonate_service_account must be a service account's email address."
  }
  validation {
    condition     = alltrue([for channel in values(var.channels) : channel.api.url == null || can(regex("^https://[^/\\s]+", channel.api.url))])
    error_message = "channels: api.url must be an https URL, because requests carry an access token."
  }
  validation {
    condition     = alltrue([for channel in values(var.channels) : channel.api.region == null || channel.api.url == null])
    error_message = "channels: set api.region or api.url, not both."
  }
  validation {
    condition = alltrue([
      for name, channel in var.channels :
      channel.api.region == null || try(length(local.known_channels[name].api_regions) > 0, true)
    ])
    error_message = "channels: set api.region only for a channel whose API has regions: ${join(", ", [for name, channel in local.known_channels : name if length(channel.api_regions) > 0])}."
  }
  validation {
    condition = alltrue([
      for name, channel in var.channels :
      channel.api.region == null || try(length(local.known_channels[name].api_regions) == 0 || contains(local.known_channels[name].api_regions, channel.api.region), true)
    ])
    error_message = "channels: api.region must be one of ${join(", ", flatten([for channel in values(local.known_channels) : channel.api_regions]))}."
  }
}

variable "dashboard" {
  description = "Cloud Monitoring dashboard, and the log-based metrics that it shows. Default: false."
  type        = bool
  default     = false
  nullable    = false
}

variable "firestore" {
  description = "Firestore settings: database ID (default: receipts), location (default: the region), 7-day point-in-time recovery (default: off), and delete protection (default: on)."
  type = object({
    database               = optional(string, "receipts")
    delete_protection      = optional(bool, true)
    location               = optional(string)
    point_in_time_recovery = optional(bool, false)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,61}[a-z0-9]$", var.firestore.database))
    error_message = "firestore.database must be 4 to 63 lowercase letters, digits, and hyphens, starting with a letter. The database (default) isn't allowed, because this module would change the policies of its collections."
  }
}

variable "functions" {
  description = <<-EOT
    Settings of each function: CPU, memory, concurrent requests per instance, minimum and maximum number of instances, and
    additional environment variables (README, "Configuration"). A new project's quota is at most 20 CPUs per region; Cloud
    Run rejects a deployment that could exceed it. Defaults: below.
  EOT
  type = object({
    receive_webhook = optional(object({
      concurrency   = optional(number, 80)
      cpu           = optional(string, "1")
      environment   = optional(map(string), {})
      max_instances = optional(number, 20)
      memory        = optional(string, "512Mi")
      min_instances = optional(number, 0)
    }), {})
    store_receipt = optional(object({
      concurrency   = optional(number, 80)
      cpu           = optional(string, "1")
      environment   = optional(map(string), {})
      max_instances = optional(number, 20)
      memory        = optional(string, "512Mi")
      min_instances = optional(number, 0)
    }), {})
    send_read_receipt = optional(object({
      concurrency   = optional(number, 40)
      cpu           = optional(string, "1")
      environment   = optional(map(string), {})
      max_instances = optional(number, 10)
      memory        = optional(string, "512Mi")
      min_instances = optional(number, 0)
    }), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for function in values(var.functions) : function.concurrency == 1 || try(tonumber(function.cpu) >= 1, true)])
    error_message = "functions: concurrency above 1 requires a cpu of at least 1."
  }
  validation {
    condition     = alltrue([for function in values(var.functions) : can(regex("^(0?\\.[0-9]+|[1-8])$", function.cpu)) && can(regex("^[0-9]+(Mi|Gi)$", function.memory))])
    error_message = "functions: cpu must be a number, for example \"1\" or \"0.5\", and memory an amount, for example \"512Mi\" or \"2Gi\"."
  }
  validation {
    condition     = alltrue([for function in values(var.functions) : function.concurrency >= 1 && function.concurrency <= 1000])
    error_message = "functions: concurrency must be from 1 to 1000."
  }
  validation {
    condition     = alltrue([for function in values(var.functions) : function.min_instances <= function.max_instances && function.max_instances > 0])
    error_message = "functions: max_instances must be at least 1, and at least min_instances."
  }
  validation {
    condition = alltrue(flatten([
      for function in values(var.functions) : [
        for name in keys(function.environment) : !can(regex("_(KEYS?|SECRET|TOKEN|PASSWORD)$", name))
      ]
    ]))
    error_message = "functions: store secrets in Secret Manager. An environment variable whose name ends in KEY, KEYS, SECRET, TOKEN, or PASSWORD would be readable in the Google Cloud console and in Terraform's state."
  }
}

variable "kms_key" {
  description = "Customer-managed encryption key for topics, database, functions, images, and export, in the same region. grant_access lets the Google service agents use it (default: true). Default: Google's encryption keys."
  type = object({
    grant_access = optional(bool, true)
    name         = string
  })
  default = null

  validation {
    condition     = var.kms_key == null || can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key.name))
    error_message = "kms_key.name must be a full name, projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
  validation {
    condition = var.kms_key == null || !can(split("/", var.kms_key.name)[3]) || alltrue([
      for location in [var.region, var.firestore.location, try(var.bigquery_export.location, null)] :
      location == null || lower(coalesce(location, "none")) == try(split("/", var.kms_key.name)[3], "")
    ])
    error_message = "kms_key.name must be in the same location as the region, the database, and the export, because one key encrypts all of them."
  }
}

variable "labels" {
  description = "Labels for each resource that supports them. Default: none."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "load_balancer" {
  description = <<-EOT
    Load balancer with Cloud Armor in front of the webhook: domain, requests per minute per IP address (default: 60000,
    because a platform may send all requests from a few), and whether the function's own URL stays open, which it must
    until the certificate is active (default: false). Default: none; the platform calls the function's own URL.
  EOT
  type = object({
    domain                     = string
    keep_function_url          = optional(bool, false)
    requests_per_minute_per_ip = optional(number, 60000)
  })
  default = null

  validation {
    condition     = var.load_balancer == null || can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.load_balancer.domain))
    error_message = "load_balancer.domain must be a domain name, for example receipts.example.com."
  }
  validation {
    condition     = var.load_balancer == null || try(var.load_balancer.requests_per_minute_per_ip >= 1, false)
    error_message = "load_balancer.requests_per_minute_per_ip must be at least 1."
  }
}

variable "notification_channels" {
  description = "Existing Cloud Monitoring notification channels (PagerDuty, Slack, ...) that also receive alerts: projects/P/notificationChannels/N. Default: none."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for channel in var.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "notification_channels must contain full names, projects/P/notificationChannels/N."
  }
}

variable "project_id" {
  description = "Google Cloud project ID. Use a project for this service alone: names of topics and functions are fixed."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be the project's ID, for example my-receipts, not its name or number."
  }
}

variable "region" {
  description = "Region of the functions, for example europe-west1."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region must be a region, for example europe-west1, not a zone or a multi-region."
  }
}

variable "retention_days" {
  description = "Number of days for which a message's state is kept after its last write. Default: 90."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 3650 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be an integer from 1 to 3650."
  }
}

variable "source_dir" {
  description = "Folder that `npm run build` created. Default: dist, next to this module."
  type        = string
  default     = null
}

variable "topic_retention_days" {
  description = "Number of days for which topics keep published events, so that they can be replayed (Pub/Sub, \"Replay and purge messages\"). Default: 7."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.topic_retention_days >= 1 && var.topic_retention_days <= 31 && floor(var.topic_retention_days) == var.topic_retention_days
    error_message = "topic_retention_days must be an integer from 1 to 31."
  }
}

variable "user_events_push_url" {
  description = "URL of your webhook that receives user events, each with the body that the platform sent. Default: user events wait to be pulled."
  type        = string
  default     = null

  validation {
    condition     = var.user_events_push_url == null || can(regex("^https://[^/\\s]+", var.user_events_push_url))
    error_message = "user_events_push_url must be an https URL, because Pub/Sub pushes to no other."
  }
}

variable "webhook_public_access" {
  description = "Unauthenticated access to the webhook, which then checks signatures. Set it to false if the organization's policy rejects allUsers (domain-restricted sharing): see docs/deploy.md, \"Options\". Default: true."
  type        = bool
  default     = true
  nullable    = false
}
