variable "ack_deadline_seconds" {
  description = "Acknowledgement deadline in seconds. For a push subscription, it's also the request timeout."
  type        = number
}

variable "bigquery_table" {
  description = "BigQuery table to write to, PROJECT.DATASET.TABLE. Default: none."
  type        = string
  default     = null
}

variable "dead_letters" {
  description = "Dead-letter topic, and Pub/Sub's service agent, which forwards messages to it after the last attempt. Default: none, for the subscription that keeps the dead letters."
  type = object({
    topic        = string
    pubsub_agent = string
  })
  default = null
}

variable "labels" {
  description = "Labels of the subscription."
  type        = map(string)
}

variable "name" {
  description = "Name of the subscription."
  type        = string
}

variable "project" {
  description = "Google Cloud project ID."
  type        = string
}

variable "push" {
  description = "Push endpoint, its audience and service account, and whether the request body is the message data alone. Default: a pull subscription."
  type = object({
    endpoint              = string
    audience              = string
    service_account_email = string
    unwrapped             = optional(bool, false)
  })
  default = null
}

variable "retention_days" {
  description = "Number of days for which unacknowledged messages are kept, at most 31. Default: 7."
  type        = number
  default     = 7
}

variable "subscribers" {
  description = "Principals that may pull, each under a name of your choice. Default: none."
  type        = map(string)
  default     = {}
}

variable "topic" {
  description = "Full name of the topic."
  type        = string
}
