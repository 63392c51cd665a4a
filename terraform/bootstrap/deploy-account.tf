locals {
  # Exactly what terraform/ makes, and who may do so.
  deploy_roles = concat(
    [
      "roles/artifactregistry.admin",               # the repository of the functions' images
      "roles/cloudfunctions.admin",                 # the functions
      "roles/datastore.owner",                      # the database, its indexes and TTL policies
      "roles/iam.serviceAccountAdmin",              # the functions' accounts, and who may act as them
      "roles/iam.serviceAccountUser",               # to make functions and pushes act as those accounts
      "roles/logging.configWriter",                 # alerts on log lines, and metrics of them
      "roles/logging.logWriter",                    # the build's own log
      "roles/monitoring.alertPolicyEditor",         # alerts
      "roles/monitoring.dashboardEditor",           # the dashboard
      "roles/monitoring.notificationChannelEditor", # who is told
      "roles/pubsub.admin",                         # topics, subscriptions, the schema, and who may use them
      "roles/run.admin",                            # who may call the functions
      "roles/serviceusage.serviceUsageAdmin",       # APIs
      "roles/storage.admin",                        # the bucket of the functions' sources
    ],
    var.bigquery_export ? ["roles/bigquery.dataOwner"] : [],
    var.load_balancer ? ["roles/compute.loadBalancerAdmin", "roles/compute.securityAdmin"] : [],
  )

  # The project's only roles that terraform/ gives. This keeps mistakes small, and no attacker out: whoever makes
  # service accounts and acts as them can do all that the project's accounts can (docs/deploy.md, "Deploying from Git").
  grantable_roles = ["roles/datastore.user", "roles/datastore.viewer"]
}

# Deploys from main: runs Terraform with the roles above.
resource "google_service_account" "deploy" {
  project      = local.project
  account_id   = "receipts-deploy"
  display_name = "Deploys the receipts service from main"
}

resource "google_project_iam_member" "deploy" {
  for_each = toset(local.deploy_roles)

  project = local.project
  role    = each.value
  member  = google_service_account.deploy.member
}

resource "google_project_iam_member" "deploy_grants" {
  project = local.project
  role    = "roles/resourcemanager.projectIamAdmin"
  member  = google_service_account.deploy.member

  condition {
    title      = "only-roles-on-the-database"
    expression = "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly([${join(", ", [for role in local.grantable_roles : "'${role}'"])}])"
  }
}

# To let a function read its secret.
resource "google_secret_manager_secret_iam_member" "deploy" {
  for_each = google_secret_manager_secret.this

  project   = local.project
  secret_id = each.value.secret_id
  role      = "roles/secretmanager.admin"
  member    = google_service_account.deploy.member
}
