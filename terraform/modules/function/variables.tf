variable "deployment" {
  description = "What all functions have in common."
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
  description = "What the function does."
  type        = string
}

variable "entry_point" {
  description = "The name under which the code registers itself."
  type        = string
}

variable "environment" {
  description = "Environment variables; those that are null are left out."
  type        = map(string)
}

variable "ingress" {
  description = "Which networks reach the function."
  type        = string
  default     = "ALLOW_INTERNAL_ONLY"
}

variable "invokers" {
  description = "Who may call the function, by a name of the caller's choice."
  type        = map(string)
}

variable "name" {
  description = "The function's name, and its service account's."
  type        = string
}

variable "secrets" {
  description = "Secrets by the environment variable that they go to, each with a pinned version."
  type = map(object({
    secret  = string
    version = string
  }))
  default = {}
}

variable "sizing" {
  description = "CPU, memory, concurrency, numbers of instances, and further environment variables."
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
  description = "The folder with the function's code."
  type        = string

  validation {
    condition     = fileexists("${var.source_dir}/index.cjs")
    error_message = "${var.source_dir}/index.cjs does not exist: run `npm ci && npm run build` first."
  }
}

variable "timeout_seconds" {
  description = "How long one request may take."
  type        = number
}
