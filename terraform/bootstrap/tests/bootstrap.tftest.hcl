mock_provider "google" {
  override_during = plan

  override_resource {
    target = google_service_account.build
    values = { email = "build@x", member = "serviceAccount:build" }
  }
  override_resource {
    target = google_service_account.deploy
    values = { id = "deploy-account", email = "deploy@x", member = "serviceAccount:deploy" }
  }
  override_resource {
    target = google_service_account.plan
    values = { id = "plan-account", email = "plan@x", member = "serviceAccount:plan" }
  }
}

mock_provider "google-beta" {}

variables {
  project_id           = "my-receipts"
  region               = "europe-west1"
  channels             = { rcs = {} }
  webhook_keys         = "{\"rcs\": {\"default\": [\"key\"]}}"
  service_account_keys = null # an ephemeral variable left out is refused by `terraform test`
}

run "by_default" {
  command = plan
  assert {
    condition     = google_storage_bucket.state.name == "my-receipts-receipts-state" && google_storage_bucket.state.versioning[0].enabled && google_storage_bucket.state.public_access_prevention == "enforced" && google_storage_bucket.state.uniform_bucket_level_access
    error_message = "The state is private, and its past is kept."
  }
  assert {
    condition     = !coalesce(google_storage_bucket.state.force_destroy, false)
    error_message = "A bucket with a state in it can't be deleted."
  }
  assert {
    condition     = alltrue([for service in google_project_service.this : service.disable_on_destroy == false])
    error_message = "Others in the project may need the APIs."
  }
  assert {
    condition     = keys(google_secret_manager_secret.this) == ["receipts-rcs-webhook-keys"] && length(google_secret_manager_secret_version.service_account_key) == 0
    error_message = "One secret, with the name that the deployment looks for."
  }
  assert {
    condition     = google_secret_manager_secret_version.webhook_keys["rcs"].secret_data == null && google_secret_manager_secret_version.webhook_keys["rcs"].secret_data_wo_version == 1
    error_message = "The secret's value does not enter the state."
  }
  assert {
    condition     = google_service_account.build.account_id == "receipts-build"
    error_message = "The build account has the name that the deployment looks for."
  }
  assert {
    condition     = length(google_cloudbuild_trigger.main) == 0 && length(google_cloudbuild_trigger.pull_request) == 0
    error_message = "There are no triggers before a repository is connected."
  }
  assert {
    condition = {
      for role, grant in google_project_iam_member.build :
      "${role} ${grant.member}" => join("", grant.condition[*].expression)
      } == {
      "roles/artifactregistry.writer serviceAccount:build" = ""
      "roles/logging.logWriter serviceAccount:build"       = ""
      "roles/storage.objectViewer serviceAccount:build"    = "!resource.name.startsWith(\"projects/_/buckets/my-receipts-receipts-state\")"
    }
    error_message = "The build account reads sources, writes images and logs, and does not see the state."
  }
  assert {
    condition = toset([for grant in google_project_iam_member.deploy : "${grant.role} ${grant.member}"]) == toset([
      for role in [
        "artifactregistry.admin",
        "cloudfunctions.admin",
        "datastore.owner",
        "iam.serviceAccountAdmin",
        "iam.serviceAccountUser",
        "logging.configWriter",
        "logging.logWriter",
        "monitoring.alertPolicyEditor",
        "monitoring.dashboardEditor",
        "monitoring.notificationChannelEditor",
        "pubsub.admin",
        "run.admin",
        "serviceusage.serviceUsageAdmin",
        "storage.admin",
      ] : "roles/${role} serviceAccount:deploy"
    ])
    error_message = "The deploy account has exactly these roles."
  }
  assert {
    condition     = google_project_iam_member.deploy_grants.condition[0].expression == "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/datastore.user', 'roles/datastore.viewer'])"
    error_message = "The deploy account grants no other roles of the project than the two on the database."
  }
  assert {
    condition     = [for grant in google_secret_manager_secret_iam_member.deploy : "${grant.role} ${grant.member} ${grant.secret_id}"] == ["roles/secretmanager.admin serviceAccount:deploy receipts-rcs-webhook-keys"]
    error_message = "The deploy account says who reads the secret, of this secret alone."
  }
  assert {
    condition     = "${google_project_iam_member.plan.role} ${google_project_iam_member.plan.member}" == "roles/logging.logWriter serviceAccount:plan"
    error_message = "Pull requests run anybody's code: their account must be able to change nothing."
  }
  assert {
    condition     = google_storage_bucket_iam_member.plan.role == "roles/storage.objectViewer" && google_storage_bucket_iam_member.plan.member == "serviceAccount:plan" && google_storage_bucket_iam_member.plan.bucket == "my-receipts-receipts-state"
    error_message = "It reads the state, and no other bucket."
  }
}

run "triggers" {
  command = plan
  variables {
    repository       = "projects/p/locations/europe-west1/connections/c/repositories/r"
    require_approval = true
  }
  assert {
    condition = (
      google_cloudbuild_trigger.main[0].substitutions == tomap({ _APPLY = "true" })
      && google_cloudbuild_trigger.main[0].service_account == google_service_account.deploy.id
      && google_cloudbuild_trigger.main[0].repository_event_config[0].push[0].branch == "^main$"
      && length(google_cloudbuild_trigger.main[0].repository_event_config[0].pull_request) == 0
      && google_cloudbuild_trigger.main[0].approval_config[0].approval_required
    )
    error_message = "Main is applied, as the deploy account, once somebody has approved."
  }
  assert {
    condition = (
      google_cloudbuild_trigger.pull_request[0].substitutions == tomap({ _APPLY = "false" })
      && google_cloudbuild_trigger.pull_request[0].service_account == google_service_account.plan.id
      && length(google_cloudbuild_trigger.pull_request[0].repository_event_config[0].push) == 0
      && google_cloudbuild_trigger.pull_request[0].repository_event_config[0].pull_request[0].comment_control == "COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY"
    )
    error_message = "A pull request is never applied, runs as the account that can't, and a stranger's waits for a comment."
  }
  assert {
    condition     = google_cloudbuild_trigger.main[0].filename == "cloudbuild.yaml" && google_cloudbuild_trigger.pull_request[0].filename == "cloudbuild.yaml"
    error_message = "Both run cloudbuild.yaml."
  }
}
