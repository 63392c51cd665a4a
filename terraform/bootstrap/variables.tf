variable "bigquery_export" {
  description = "Whether the deployment will use bigquery_export."
  type        = bool
  default     = false
  nullable    = false
}

variable "channels" {
  description = <<-EOT
    The messaging platforms that the deployment will use, business-messages or rcs or both. Each gets a secret for its
    webhook keys, and with create_service_account_key_secret one for a service account key, too. Better without: let
    the function impersonate the account.
  EOT
  type        = map(object({ create_service_account_key_secret = optional(bool, false) }))
  default     = { business-messages = {} }
  nullable    = false

  validation {
    condition     = length(var.channels) > 0 && alltrue([for name in keys(var.channels) : contains(keys(local.known_channels), name)])
    error_message = "channels: at least one of ${join(", ", keys(local.known_channels))}, and no other."
  }
}

variable "kms_key" {
  description = "The customer-managed key of the deployment, in the same region, for the secrets. Null: Google's keys."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key == null || can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "kms_key: a key's full name, projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "load_balancer" {
  description = "Whether the deployment will use load_balancer."
  type        = bool
  default     = false
  nullable    = false
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
  description = "Where the functions will run, such as europe-west1; state and secrets are kept there, too."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region: a region such as europe-west1 (no zone, no multi-region)."
  }
}

variable "repository" {
  description = "The repository that Cloud Build is connected to: projects/P/locations/L/connections/C/repositories/R. Null: no triggers."
  type        = string
  default     = null

  validation {
    condition     = var.repository == null || can(regex("^projects/[^/]+/locations/[^/]+/connections/[^/]+/repositories/[^/]+$", var.repository))
    error_message = "repository: its full name, projects/P/locations/L/connections/C/repositories/R."
  }
}

variable "require_approval" {
  description = "Whether a person has to approve each deployment from main."
  type        = bool
  default     = false
  nullable    = false
}

variable "service_account_keys" {
  description = "The keys of service accounts that the platforms' APIs know, as JSON by channel: {\"rcs\": the key's own JSON}. Only the apply that makes a channel's secret needs and keeps it."
  type        = string
  sensitive   = true
  ephemeral   = true
  default     = null

  validation {
    condition = var.service_account_keys == null || try(
      length(jsondecode(var.service_account_keys)) > 0 && alltrue([
        for channel, key in jsondecode(var.service_account_keys) : var.channels[channel].create_service_account_key_secret && can(key.private_key)
      ]),
      false,
    )
    error_message = "service_account_keys: a JSON object with the content of a service account key's file for each channel, of channels that have create_service_account_key_secret."
  }
}

variable "webhook_keys" {
  description = "The keys that sign the platforms' requests, as JSON by channel: {\"rcs\": {\"default\": [\"key\"]}}, or by agent in place of default (README, \"Configuration\"). Only the apply that makes a channel's secret needs and keeps them."
  type        = string
  sensitive   = true
  ephemeral   = true
  default     = null

  validation {
    condition = var.webhook_keys == null || try(
      length(jsondecode(var.webhook_keys)) > 0 && alltrue(flatten([
        for channel, lists in jsondecode(var.webhook_keys) : [
          contains(keys(var.channels), channel) && length(lists) > 0,
          [for keys in values(lists) : [for key in keys : length(key) > 0]],
        ]
      ])),
      false,
    )
    error_message = "webhook_keys: a JSON object of lists of keys for each channel, of those in channels, such as {\"rcs\": {\"default\": [\"the client token\"]}}."
  }
}
