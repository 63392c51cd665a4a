locals {
  # What there is to know of each channel, for this module and the bootstrap: the names of its variables in the
  # functions, of the secret with a key for its API, and the regions of that API, if it has some.
  known_channels = jsondecode(file("${path.module}/channels.json"))

  # The channels that are used, each with what is known of it and what was asked for.
  channels = {
    for name, settings in var.channels : name => merge(local.known_channels[name], {
      api = settings.api
      webhook_keys = {
        # By this convention the command `keys check` finds it, too.
        secret  = coalesce(settings.webhook_keys.secret, "receipts-${lower(replace(local.known_channels[name].keys_variable, "_", "-"))}")
        version = settings.webhook_keys.version
      }
      api_key = settings.api.key == null ? null : {
        secret  = coalesce(settings.api.key.secret, local.known_channels[name].api_key_secret)
        version = settings.api.key.version
      }
    })
  }
  channel_names = join(",", keys(local.channels))

  # Secrets by the variable that they go to.
  webhook_key_secrets = { for channel in values(local.channels) : channel.keys_variable => channel.webhook_keys }
  api_key_secrets = {
    for channel in values(local.channels) : "${channel.api_variables}_SERVICE_ACCOUNT_KEY" => channel.api_key if channel.api_key != null
  }

  api_variables = merge([
    for channel in values(local.channels) : {
      "${channel.api_variables}_API_REGION"                  = channel.api.region
      "${channel.api_variables}_API_URL"                     = channel.api.url
      "${channel.api_variables}_IMPERSONATE_SERVICE_ACCOUNT" = channel.api.impersonate
    }
  ]...)

  webhook_url = "${var.load_balancer == null ? module.receive_webhook.uri : "https://${var.load_balancer.domain}"}/webhook"
}

# sendReadReceipt acts as a platform's account without holding a key of it. By account: two channels may have one.
resource "google_service_account_iam_member" "impersonation" {
  for_each = toset([
    for channel in values(local.channels) : channel.api.impersonate
    if channel.api.impersonate != null && channel.api.grant_impersonation
  ])

  service_account_id = "projects/-/serviceAccounts/${each.value}"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = module.send_read_receipt.member
}
