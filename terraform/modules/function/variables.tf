variable "deployment" {
  description = "Settings that all functions share."
  type = object({
    build_service_account = string
    docker_repository     = string
    kms_key               = string
    labels                = map(string)
    project               = string
    region                = string
    source_bucket         = string
  })
}

variable "description" {
  description = "Description of the function."
  type        = string
}

variable "entry_point" {
  description = "Name under which the code registers the function."
  type        = string
}

variable "environment" {
  description = "Environment variables. A null value leaves one out."
  type        = map(string)
}

variable "ingress" {
  description = "Networks that can reach the function."
  type        = string
  default     = "ALLOW_INTERNAL_ONLY"
}

variable "invokers" {
  description = "Principals that may call the function, each under a name of your choice."
  type        = map(string)
}

variable "name" {
  description = "Name of the function and its service account."
  type        = string
}

variable "secrets" {
  description = "Secrets and their pinned versions, by the environment variable that receives the value."
  type = map(object({
    secret  = string
    version = string
  }))
  default = {}
}

variable "sizing" {
  description = "CPU, memory, concurrency, numbers of instances, and additional environment variables."
  type = object({
    concurrency   = number
    cpu           = string
    environment   = map(string)
    max_instances = number
    memory        = string
    min_instances = number
  })
}

variable "source_dir" {
  description = "Folder with the function's code."
  type        = string

  validation {
    condition     = fileexists("${var.source_dir}/index.cjs")
    error_message = "${var.source_dir}/index.cjs does not exist: run `npm ci && npm run build` first."
  }
}

variable "timeout_seconds" {
  description = "Request timeout in seconds."
  type        = number
}
