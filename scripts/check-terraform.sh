#!/bin/sh
# Checks Terraform modules: formatting, validity, and the tests of those that have some. Without arguments, all of
# them. Nothing is left behind, and nothing is sent anywhere but to Terraform's registry, for the providers.
#
#   scripts/check-terraform.sh [MODULE_DIR...]
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- terraform terraform/bootstrap terraform/examples/minimal terraform/examples/production

for function in receive-webhook store-receipt send-read-receipt; do
  if [ ! -f "dist/$function/index.cjs" ]; then
    echo "dist/$function is missing: run \`npm run build\` first." >&2
    exit 1
  fi
done

# Where a tool stands beside this checkout that serves the providers without a network, it takes over.
offline=../shared/terraform-offline/tf
if [ -x "$offline" ]; then
  for module; do
    echo "== $module"
    "$offline" "$module"
  done
  exit
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R terraform dist "$work"
# A deployment's own settings would become those of the tests.
find "$work/terraform" \( -name backend.tf -o -name '*.tfvars' -o -name '*.tfvars.json' -o -name .terraform \) -prune -exec rm -rf {} +
export TF_PLUGIN_CACHE_DIR="$work/plugins" TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE=1
export TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1
mkdir "$TF_PLUGIN_CACHE_DIR"
for module; do
  echo "== $module"
  terraform -chdir="$work/$module" fmt -check -recursive -diff
  terraform -chdir="$work/$module" init -backend=false -input=false >"$work/init.log" 2>&1 || {
    cat "$work/init.log" >&2
    exit 1
  }
  terraform -chdir="$work/$module" validate
  if [ -d "$work/$module/tests" ]; then terraform -chdir="$work/$module" test; fi
done
