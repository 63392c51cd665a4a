output "address" {
  description = "The load balancer's IPv4 address."
  value       = google_compute_global_address.this.address
}

output "rules" {
  description = "Cloud Armor's rules."
  value       = google_compute_security_policy.this.rule
}

output "service" {
  description = "The Cloud Run service that requests go to."
  value       = google_compute_region_network_endpoint_group.this.cloud_run[0].service
}
