#!/usr/bin/env bash
# ./dev check [--all]: every step runs, whatever failed before it; the end says which did. clang-tidy reads what
# changed against origin/main (without one: the last commit) or, with --all, everything.
source scripts/lib.sh
source scripts/web.sh

need_packages build unit test check
failed=()

# step NAME COMMAND…: quiet when all is well.
step() {
  local name=$1 log=build/logs/check-${1// /-}.log
  shift
  if "$@" >"$log" 2>&1; then
    printf 'ok      %s\n' "$name"
  else
    failed+=("$name")
    printf 'FAILED  %s\n' "$name"
    cat "$log"
  fi
}

ours() { git ls-files -z -co --exclude-standard -- "$@"; }

layout() { ours '*.hpp' '*.cpp' '*.cc' | xargs -0 -n 40 -P "$(nproc)" clang-format-19 --dry-run -Werror; }

shell_scripts() { shellcheck -x dev .ci/run scripts/*.sh; }

web_lint() { (cd web && npm run --silent lint </dev/null); }

warnings() {
  configure_release
  compile "$kRelease"
  web_build
}

changed_since() {
  local base
  base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse HEAD~1)
  git diff --name-only -z --diff-filter=d "$base" -- '*.cpp' '*.cc'
  git ls-files -z -o --exclude-standard -- '*.cpp' '*.cc'
}

tidy() {
  if [[ ${1:-} == --all ]]; then ours '*.cpp' '*.cc'; else changed_since; fi |
    xargs -0 -r -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$kRelease" --extra-arg=-Wno-unknown-warning-option
}

step "format" layout
step "layers" python3 scripts/check_layers.py
step "tree" python3 scripts/check_tree.py
step "requirements" python3 scripts/check_requirements.py
step "shell scripts" shell_scripts
web_packages
step "web lint" web_lint
step "build without warnings" warnings
step "clang-tidy" tidy "${1:-}"
step "tests" bash scripts/test.sh
tail -n 1 build/logs/check-tests.log

if ((${#failed[@]})); then
  printf -v list '%s, ' "${failed[@]}"
  die "Failed: ${list%, }."
fi
