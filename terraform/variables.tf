variable "agent_backends" {
  description = <<-EOT
    Who may publish agent reads, by a name of your choice. As options they read messages' state from Firestore, pull
    the subscription user-events, and attach subscriptions of their own to the topic receipts.
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
    error_message = "agent_backends: each principal names one account or group, such as serviceAccount:bot@my-project.iam.gserviceaccount.com; allUsers and allAuthenticatedUsers would let anybody mark messages as read."
  }
  validation {
    condition     = length(distinct(values(var.agent_backends)[*].principal)) == length(var.agent_backends)
    error_message = "agent_backends: two of them have the same principal; make one of them."
  }
  validation {
    condition     = var.user_events_push_url == null || !anytrue(values(var.agent_backends)[*].pull_user_events)
    error_message = "agent_backends: user events are either pushed (user_events_push_url) or pulled (pull_user_events)."
  }
}

variable "alert_emails" {
  description = "Who is told when something needs a person."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for email in var.alert_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", email))])
    error_message = "alert_emails: each is an e-mail address."
  }
  validation {
    condition     = length(var.alert_emails) + length(var.notification_channels) > 0
    error_message = "Name somebody to be told when something is wrong: alert_emails or notification_channels."
  }
}

variable "alert_thresholds" {
  description = <<-EOT
    When the alerts fire: the age of the oldest message that waits (seconds), the webhook's 5xx answers in ten
    minutes, the 99th percentile of its latency (milliseconds), the refused signatures in ten minutes.
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
    error_message = "alert_thresholds: each is greater than 0."
  }
}

variable "allowed_persistence_regions" {
  description = "The only regions where Pub/Sub keeps messages, and from where it takes them. Empty: wherever they are published."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_persistence_regions) == 0 || contains(var.allowed_persistence_regions, var.region)
    error_message = "allowed_persistence_regions: the functions' region has to be among them, or they could not publish."
  }
}

variable "bigquery_export" {
  description = "Writes each receipt and each agent read to a BigQuery table, too, with views on them: the dataset to make, its location (null: the region), after how many days rows go (null: never), and whether the tables refuse to be deleted. Null: no export."
  type = object({
    dataset           = optional(string, "receipts")
    delete_protection = optional(bool, true)
    expiration_days   = optional(number)
    location          = optional(string)
  })
  default = null

  validation {
    condition     = var.bigquery_export == null || can(regex("^[A-Za-z0-9_]+$", var.bigquery_export.dataset))
    error_message = "bigquery_export.dataset: letters, digits and underscores."
  }
  validation {
    condition     = try(var.bigquery_export.expiration_days, null) == null || try(var.bigquery_export.expiration_days >= 1, false)
    error_message = "bigquery_export.expiration_days: at least 1."
  }
}

variable "build_service_account" {
  description = "E-mail address of the account that builds the functions. Null: the one that terraform/bootstrap makes, receipts-build."
  type        = string
  default     = null

  validation {
    condition     = var.build_service_account == null || can(regex("^[^@\\s]+@[^@\\s]+\\.gserviceaccount\\.com$", var.build_service_account))
    error_message = "build_service_account: a service account's e-mail address."
  }
}

variable "channels" {
  description = <<-EOT
    The messaging platforms, business-messages or rcs or both. Each has the secret with its webhook's keys (null:
    receipts-business-messages-webhook-keys, or receipts-rcs-webhook-keys) and its pinned version; of its API the service account to act
    as (impersonate_service_account), and whether this module grants that, or a secret with a key of it (null:
    receipts-business-messages-service-account-key, or receipts-rcs-service-account-key); with neither, sendReadReceipt acts as its own account. RCS for Business has an API for each
    region, too: us, europe, asia (null: the global one). A url takes the place of the platform's API.
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
  default  = { business-messages = {} }
  nullable = false

  validation {
    condition     = length(var.channels) > 0 && alltrue([for name in keys(var.channels) : contains(keys(local.known_channels), name)])
    error_message = "channels: at least one of ${join(", ", keys(local.known_channels))}, and no other."
  }
  validation {
    condition = alltrue(flatten([
      for channel in values(var.channels) : [
        for secret in [channel.webhook_keys, channel.api.service_account_key] :
        secret == null || can(regex("^[1-9][0-9]*$", secret.version))
      ]
    ]))
    error_message = "channels: a secret's version is a number, such as \"1\"; with \"latest\" a bad new version would go live by itself."
  }
  validation {
    condition = alltrue([
      for secrets in [values(var.channels)[*].webhook_keys.secret, [for channel in values(var.channels) : try(channel.api.service_account_key.secret, null)]] :
      length(compact(secrets)) == length(distinct(compact(secrets)))
    ])
    error_message = "channels: two of them have one secret; give each its own, since each grants the right to read it."
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
    error_message = "channels: api.impersonate_service_account is a service account's e-mail address."
  }
  validation {
    condition     = alltrue([for channel in values(var.channels) : channel.api.url == null || can(regex("^https://[^/\\s]+", channel.api.url))])
    error_message = "channels: api.url is an https URL; it is sent the account's token."
  }
  validation {
    condition     = alltrue([for channel in values(var.channels) : channel.api.region == null || channel.api.url == null])
    error_message = "channels: region and url both say where the API is; choose one."
  }
  validation {
    condition = alltrue([
      for name, channel in var.channels :
      channel.api.region == null || try(length(local.known_channels[name].api_regions) > 0, true)
    ])
    error_message = "channels: api.region is only for a channel whose API has regions: ${join(", ", [for name, channel in local.known_channels : name if length(channel.api_regions) > 0])}."
  }
  validation {
    condition = alltrue([
      for name, channel in var.channels :
      channel.api.region == null || try(length(local.known_channels[name].api_regions) == 0 || contains(local.known_channels[name].api_regions, channel.api.region), true)
    ])
    error_message = "channels: api.region is one of ${join(", ", flatten([for channel in values(local.known_channels) : channel.api_regions]))}."
  }
}

variable "dashboard" {
  description = "Makes a Cloud Monitoring dashboard, and the metrics of log lines that it shows."
  type        = bool
  default     = false
  nullable    = false
}

variable "firestore" {
  description = "The database, its location (null: the region), and whether it keeps its past of 7 days and refuses to be deleted."
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
    error_message = "firestore.database: 4 to 63 lower-case letters, digits and hyphens, beginning with a letter. The database (default) is left to others, since the policies on its collections would be theirs, too."
  }
}

variable "functions" {
  description = <<-EOT
    Each function's CPU, memory, concurrent requests an instance, least and most instances, and further environment
    variables (README, "Configuration"). A new project's quota is 20 CPUs a region or less, and a deployment that could
    use more is refused.
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
    error_message = "functions: Cloud Run takes a concurrency above 1 only with a cpu of at least 1."
  }
  validation {
    condition     = alltrue([for function in values(var.functions) : can(regex("^(0?\\.[0-9]+|[1-8])$", function.cpu)) && can(regex("^[0-9]+(Mi|Gi)$", function.memory))])
    error_message = "functions: cpu is a number such as \"1\" or \"0.5\", memory an amount such as \"512Mi\" or \"2Gi\"."
  }
  validation {
    condition     = alltrue([for function in values(var.functions) : function.concurrency >= 1 && function.concurrency <= 1000])
    error_message = "functions: concurrency is from 1 to 1000."
  }
  validation {
    condition     = alltrue([for function in values(var.functions) : function.min_instances <= function.max_instances && function.max_instances > 0])
    error_message = "functions: max_instances is at least 1, and at least min_instances."
  }
  validation {
    condition = alltrue(flatten([
      for function in values(var.functions) : [
        for name in keys(function.environment) : !can(regex("_(KEYS?|SECRET|TOKEN|PASSWORD)$", name))
      ]
    ]))
    error_message = "functions: an environment variable whose name ends in KEY, KEYS, SECRET, TOKEN or PASSWORD would be readable in the console and in Terraform's state; keep it in Secret Manager."
  }
}

variable "kms_key" {
  description = "A customer-managed key that encrypts topics, database, functions, images and the export, and whether this module lets the Google accounts concerned use it. The key has to be in the same region. Null: Google's keys."
  type = object({
    grant_access = optional(bool, true)
    name         = string
  })
  default = null

  validation {
    condition     = var.kms_key == null || can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key.name))
    error_message = "kms_key.name: a key's full name, projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
  validation {
    condition = var.kms_key == null || !can(split("/", var.kms_key.name)[3]) || alltrue([
      for location in [var.region, var.firestore.location, try(var.bigquery_export.location, null)] :
      location == null || lower(coalesce(location, "none")) == try(split("/", var.kms_key.name)[3], "")
    ])
    error_message = "kms_key.name: the key has to lie in the region, and so have database and export, since one key serves them all."
  }
}

variable "labels" {
  description = "Labels for everything that takes some."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "load_balancer" {
  description = "Puts a load balancer with Cloud Armor before the webhook: the domain, how many requests a minute one address may send (the platform may send all from few), and whether the function's own URL stays open, as it must until the certificate is active. Null: the platform calls the function's own URL."
  type = object({
    domain                     = string
    keep_function_url          = optional(bool, false)
    requests_per_minute_per_ip = optional(number, 60000)
  })
  default = null

  validation {
    condition     = var.load_balancer == null || can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.load_balancer.domain))
    error_message = "load_balancer.domain: a domain name, such as receipts.example.com."
  }
  validation {
    condition     = var.load_balancer == null || try(var.load_balancer.requests_per_minute_per_ip >= 1, false)
    error_message = "load_balancer.requests_per_minute_per_ip: at least 1."
  }
}

variable "notification_channels" {
  description = "Notification channels of Cloud Monitoring that exist already (PagerDuty, Slack, ...), to be told, too: projects/P/notificationChannels/N."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for channel in var.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "notification_channels: each is a channel's full name, projects/P/notificationChannels/N."
  }
}

variable "project_id" {
  description = "The Google Cloud project, best one of its own: names of topics and functions are fixed."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id: the project's id (not its name or number), such as my-receipts."
  }
}

variable "region" {
  description = "Where the functions run, such as europe-west1."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region: a region such as europe-west1 (no zone, no multi-region)."
  }
}

variable "retention_days" {
  description = "For how many days a message's state is kept after it was last touched."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 3650 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days: a whole number from 1 to 3650."
  }
}

variable "source_dir" {
  description = "The folder that `npm run build` made. Null: dist, beside this module."
  type        = string
  default     = null
}

variable "topic_retention_days" {
  description = "For how many days the topics keep what was published, so that it can be played again (Pub/Sub, \"Replay and purge messages\")."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.topic_retention_days >= 1 && var.topic_retention_days <= 31 && floor(var.topic_retention_days) == var.topic_retention_days
    error_message = "topic_retention_days: a whole number from 1 to 31."
  }
}

variable "user_events_push_url" {
  description = "The existing webhook that user events are pushed to, each with the body that the platform sent. Null: they wait to be pulled."
  type        = string
  default     = null

  validation {
    condition     = var.user_events_push_url == null || can(regex("^https://[^/\\s]+", var.user_events_push_url))
    error_message = "user_events_push_url: an https URL; Pub/Sub pushes to no other."
  }
}

variable "webhook_public_access" {
  description = "Lets everybody call the webhook, which then checks signatures. False where the organisation's policy refuses allUsers (domain-restricted sharing): docs/deploy.md has the other way."
  type        = bool
  default     = true
  nullable    = false
}
