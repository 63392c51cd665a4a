variable "ack_deadline_seconds" {
  description = "How long a delivery may take; for a push also the time-out of its request."
  type        = number
}

variable "bigquery_table" {
  description = "The table to write to, PROJECT.DATASET.TABLE; null: none."
  type        = string
  default     = null
}

variable "dead_letters" {
  description = "Where messages go after their last attempt, and Pub/Sub's own account, which takes them there; null only for the subscription that keeps the dead letters."
  type = object({
    topic        = string
    pubsub_agent = string
  })
  default = null
}

variable "labels" {
  description = "Labels."
  type        = map(string)
}

variable "name" {
  description = "The subscription's name."
  type        = string
}

variable "project" {
  description = "The project's id."
  type        = string
}

variable "push" {
  description = "Where to push, as whom, and whether the message's data alone is the body; null: whoever subscribes pulls."
  type = object({
    endpoint              = string
    audience              = string
    service_account_email = string
    unwrapped             = optional(bool, false)
  })
  default = null
}

variable "retention_days" {
  description = "How long a message waits that nobody acknowledges: 31 days at most."
  type        = number
  default     = 7
}

variable "subscribers" {
  description = "Who may pull, by a name of the caller's choice."
  type        = map(string)
  default     = {}
}

variable "topic" {
  description = "The topic's full name."
  type        = string
}
