variable "json_schema" {
  description = "The id of the Pub/Sub schema that JSON messages must follow; null: anything goes."
  type        = string
  default     = null
}

variable "name" {
  description = "The topic's name."
  type        = string
}

variable "project" {
  description = "The project's id."
  type        = string
}

variable "publishers" {
  description = "Who may publish, by a name of the caller's choice."
  type        = map(string)
  default     = {}
}

variable "settings" {
  description = "What all topics have in common."
  type = object({
    kms_key         = string
    labels          = map(string)
    retention_days  = number
    storage_regions = list(string)
  })
}
