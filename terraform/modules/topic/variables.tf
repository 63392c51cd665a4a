variable "json_schema" {
  description = "ID of the Pub/Sub schema for JSON messages. Default: no schema."
  type        = string
  default     = null
}

variable "name" {
  description = "Name of the topic."
  type        = string
}

variable "project" {
  description = "Google Cloud project ID."
  type        = string
}

variable "publishers" {
  description = "Principals that may publish, each under a name of your choice."
  type        = map(string)
  default     = {}
}

variable "settings" {
  description = "Settings that all topics share."
  type = object({
    kms_key         = string
    labels          = map(string)
    retention_days  = number
    storage_regions = list(string)
  })
}
