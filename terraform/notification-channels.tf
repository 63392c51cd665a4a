locals {
  notification_channels = concat(
    [for channel in google_monitoring_notification_channel.email : channel.id],
    var.notification_channels,
  )
}

resource "google_monitoring_notification_channel" "email" {
  for_each = toset(var.alert_emails)

  project      = local.project
  display_name = "Receipts: ${each.value}"
  type         = "email"
  force_delete = true # policies still name it when it goes
  labels       = { email_address = each.value }
}
