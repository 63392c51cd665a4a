output "address" {
  description = "IPv4 address of the load balancer."
  value       = google_compute_global_address.this.address
}

output "backend" {
  description = "Backend service with all its attributes."
  value       = google_compute_backend_service.this
}

output "frontend" {
  description = "Port and SSL policy of the frontend."
  value = {
    port       = google_compute_global_forwarding_rule.this.port_range
    ssl_policy = google_compute_target_https_proxy.this.ssl_policy
  }
}

output "policy" {
  description = "Cloud Armor policy with all its attributes."
  value       = google_compute_security_policy.this
}

output "service" {
  description = "Cloud Run service that receives the requests."
  value       = google_compute_region_network_endpoint_group.this.cloud_run[0].service
}

output "ssl_policy" {
  description = "SSL policy, which sets the TLS versions, with all its attributes."
  value       = google_compute_ssl_policy.this
}
