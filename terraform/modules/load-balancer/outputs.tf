output "address" {
  description = "The load balancer's IPv4 address."
  value       = google_compute_global_address.this.address
}

output "backend" {
  description = "The backend service with all its attributes."
  value       = google_compute_backend_service.this
}

output "frontend" {
  description = "How requests come in: the port, and what they are encrypted with."
  value = {
    port       = google_compute_global_forwarding_rule.this.port_range
    ssl_policy = google_compute_target_https_proxy.this.ssl_policy
  }
}

output "policy" {
  description = "Cloud Armor's policy with all its attributes."
  value       = google_compute_security_policy.this
}

output "service" {
  description = "The Cloud Run service that requests go to."
  value       = google_compute_region_network_endpoint_group.this.cloud_run[0].service
}

output "ssl_policy" {
  description = "Which versions of TLS are spoken, with all attributes of that policy."
  value       = google_compute_ssl_policy.this
}
