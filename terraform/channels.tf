locals {
  # What there is to know of each channel, for this module and the bootstrap: the names of its variables in the
  # functions, and the regions of its API, if it has some.
  known_channels = jsondecode(file("${path.module}/channels.json"))

  # Each secret is named after the variable that it goes to. The command `keys check` relies on it, and so does the
  # bootstrap.
  secret_names = {
    for name, channel in local.known_channels : name => {
      for kind, variable in {
        service_account_key = "${channel.api_variables}_SERVICE_ACCOUNT_KEY"
        webhook_keys        = channel.keys_variable
      } : kind => "receipts-${lower(replace(variable, "_", "-"))}"
    }
  }

  # The channels that are used, each with what is known of it and what was asked for.
  channels = {
    for name, settings in var.channels : name => merge(local.known_channels[name], {
      api = settings.api
      webhook_keys = {
        secret  = coalesce(settings.webhook_keys.secret, local.secret_names[name].webhook_keys)
        version = settings.webhook_keys.version
      }
      service_account_key = settings.api.service_account_key == null ? null : {
        secret  = coalesce(settings.api.service_account_key.secret, local.secret_names[name].service_account_key)
        version = settings.api.service_account_key.version
      }
    })
  }
  channel_names = join(",", keys(local.channels))

  # Secrets by the variable that they go to.
  webhook_key_secrets = { for channel in values(local.channels) : channel.keys_variable => channel.webhook_keys }
  service_account_key_secrets = {
    for channel in values(local.channels) : "${channel.api_variables}_SERVICE_ACCOUNT_KEY" => channel.service_account_key if channel.service_account_key != null
  }

  api_variables = merge([
    for channel in values(local.channels) : {
      "${channel.api_variables}_API_REGION"                  = channel.api.region
      "${channel.api_variables}_API_URL"                     = channel.api.url
      "${channel.api_variables}_IMPERSONATE_SERVICE_ACCOUNT" = channel.api.impersonate_service_account
    }
  ]...)

  webhook_base_url = var.load_balancer == null ? module.receive_webhook.uri : "https://${var.load_balancer.domain}"
}

# sendReadReceipt acts as a platform's account without holding a key of it. By account: two channels may have one.
resource "google_service_account_iam_member" "impersonation" {
  for_each = toset([
    for channel in values(local.channels) : channel.api.impersonate_service_account
    if channel.api.impersonate_service_account != null && channel.api.grant_impersonation
  ])

  service_account_id = "projects/-/serviceAccounts/${each.value}"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = module.send_read_receipt.member
}
