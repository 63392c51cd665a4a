variable "domain" {
  description = "The domain that the certificate is for."
  type        = string
}

variable "name" {
  description = "The name of everything that is made here."
  type        = string
}

variable "project" {
  description = "The project's id."
  type        = string
}

variable "region" {
  description = "The service's region."
  type        = string
}

variable "requests_per_minute_per_ip" {
  description = "How many requests a minute one address may send."
  type        = number
}

variable "service" {
  description = "The Cloud Run service behind the load balancer."
  type        = string
}
