output "address" {
  description = "The load balancer's IPv4 address."
  value       = google_compute_global_address.this.address
}
