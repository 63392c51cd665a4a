variable "domain" {
  description = "Domain of the certificate."
  type        = string
}

variable "name" {
  description = "Name of each resource of the load balancer."
  type        = string
}

variable "project" {
  description = "Google Cloud project ID."
  type        = string
}

variable "region" {
  description = "Region of the Cloud Run service."
  type        = string
}

variable "requests_per_minute_per_ip" {
  description = "Requests per minute that one IP address may send."
  type        = number
}

variable "service" {
  description = "Name of the Cloud Run service behind the load balancer."
  type        = string
}
