variable "bigquery_export" {
  description = "Whether the deployment will use bigquery_export."
  type        = bool
  default     = false
  nullable    = false
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

variable "platform_key" {
  description = "The key of a service account that the platform's API knows, as JSON; only with platform_key_secret."
  type        = string
  sensitive   = true
  ephemeral   = true
  default     = null

  validation {
    condition     = !var.platform_key_secret || can(jsondecode(var.platform_key).private_key)
    error_message = "platform_key: the content of a service account key's JSON file."
  }
}

variable "platform_key_secret" {
  description = "Makes a secret for a service account key. Better without: let the function impersonate the account."
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

variable "webhook_keys" {
  description = "The keys that sign the platform's requests, as JSON: {\"default\": [\"key\"]}, or by agent (README, \"Configuration\"). Only the first apply needs and keeps it."
  type        = string
  sensitive   = true
  ephemeral   = true
  default     = null

  validation {
    condition = var.webhook_keys == null || try(
      length(jsondecode(var.webhook_keys)) > 0 && alltrue(flatten([
        for keys in values(jsondecode(var.webhook_keys)) : [for key in keys : length(key) > 0]
      ])),
      false,
    )
    error_message = "webhook_keys: a JSON object of lists of keys, such as {\"default\": [\"the client token\"]}."
  }
}
