variable "bigquery_export" {
  description = "Whether the deployment will set bigquery_export. Default: false."
  type        = bool
  default     = false
  nullable    = false
}

variable "channels" {
  description = <<-EOT
    Channels that the deployment will use: business-messages, rcs, or both. Each gets a secret for its webhook keys. With
    create_service_account_key_secret (default: false), it also gets one for a service account key. Impersonation, which
    needs no key, is safer.
  EOT
  type        = map(object({ create_service_account_key_secret = optional(bool, false) }))
  nullable    = false

  validation {
    condition     = length(var.channels) > 0 && alltrue([for name in keys(var.channels) : contains(keys(local.known_channels), name)])
    error_message = "channels must contain at least one of ${join(", ", keys(local.known_channels))}, and no other name. For example, channels = { rcs = {} }."
  }
}

variable "kms_key" {
  description = "Customer-managed encryption key for the secrets, in the same region: the deployment's. Default: Google's encryption keys."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key == null || can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "kms_key must be a full name, projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "load_balancer" {
  description = "Whether the deployment will set load_balancer. Default: false."
  type        = bool
  default     = false
  nullable    = false
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
  description = "Region of the functions, for example europe-west1. Terraform's state and the secrets are stored there, too."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region must be a region, for example europe-west1, not a zone or a multi-region."
  }
}

variable "repository" {
  description = "Repository that Cloud Build is connected to: projects/P/locations/L/connections/C/repositories/R. Default: no triggers."
  type        = string
  default     = null

  validation {
    condition     = var.repository == null || can(regex("^projects/[^/]+/locations/[^/]+/connections/[^/]+/repositories/[^/]+$", var.repository))
    error_message = "repository must be a full name, projects/P/locations/L/connections/C/repositories/R."
  }
}

variable "require_approval" {
  description = "Whether each deployment from main needs an approval. Default: false."
  type        = bool
  default     = false
  nullable    = false
}

variable "service_account_keys" {
  description = "Service account keys for the platform APIs, as JSON by channel: {\"rcs\": the content of the key file}. Needed only when a channel's secret is created. Default: none."
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
    error_message = "service_account_keys must be a JSON object with the content of a key file for each channel that sets create_service_account_key_secret."
  }
}

variable "webhook_keys" {
  description = "Webhook keys, as JSON by channel: {\"rcs\": {\"default\": [\"key\"]}}, or with an agent's name in place of default (README, \"Configuration\"). Needed only when a channel's secret is created. Default: none."
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
    error_message = "webhook_keys must be a JSON object with lists of keys for each channel in channels, for example {\"rcs\": {\"default\": [\"the client token\"]}}."
  }
}
