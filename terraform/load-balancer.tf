module "load_balancer" {
  source = "./modules/load-balancer"
  count  = var.load_balancer == null ? 0 : 1

  project                    = local.project
  region                     = var.region
  name                       = "receive-webhook"
  service                    = module.receive_webhook.name
  domain                     = var.load_balancer.domain
  requests_per_minute_per_ip = var.load_balancer.requests_per_minute_per_ip
}
