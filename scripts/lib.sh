# shellcheck shell=bash
# Shared by the commands of ./dev, which source it with the repository's root as working directory.
set -euo pipefail

readonly kRelease=build/release
mkdir -p build/logs build/results build/stamps

# A clone elsewhere on this machine hits the same cache entries.
CCACHE_BASEDIR=$PWD
export CCACHE_BASEDIR CCACHE_NOHASHDIR=true

# Progress goes to stderr, so that stdout carries results alone.
say() { printf '== %s\n' "$*" >&2; }
die() {
  printf '%s\n' "$*" >&2
  exit 1
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# need_packages WHEN…: installs the Debian packages of scripts/packages.txt that are missing. Touches
# neither network nor root rights when none is.
need_packages() {
  local when package command missing=() name
  while read -r when package command _; do
    [[ " $* " == *" $when "* ]] || continue
    [[ $command != - ]] && command -v "$command" >/dev/null && continue
    installed "${package%%|*}" || installed "${package##*|}" || missing+=("$package")
  done < <(grep -v '^#' scripts/packages.txt)
  ((${#missing[@]})) || return 0

  say "installing ${missing[*]}"
  as_root apt-get update >build/logs/packages.log || die "apt-get update failed: build/logs/packages.log"
  local names=()
  for package in "${missing[@]}"; do
    name=${package%%|*}
    apt-cache show "$name" >/dev/null 2>&1 || name=${package##*|}
    names+=("$name")
  done
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${names[@]}" </dev/null >>build/logs/packages.log ||
    die "apt-get install failed: build/logs/packages.log"
}

# configure DIR [CMAKE ARGUMENT…]: once, and again when a folder of the tree gained its CMakeLists.txt
# (ninja notices every other change by itself). CC and CXX choose the compiler of a new DIR.
configure() {
  local dir=$1 state
  shift
  state=$(printf '%s\n' "$@" && find src tests bench -name CMakeLists.txt | sort)
  [[ -f $dir/build.ninja && $(cat "$dir/configured" 2>/dev/null) == "$state" ]] && return
  say "configuring $dir"
  cmake -S . -B "$dir" -G Ninja "$@" >build/logs/cmake.log 2>&1 || {
    cat build/logs/cmake.log >&2
    return 1
  }
  printf '%s' "$state" >"$dir/configured"
}

configure_release() { CC=gcc CXX=g++ configure "$kRelease"; }

# configure_clang DIR SANITIZER: the lanes. -O1 halves the compile time of -O2 and keeps the tests fast.
configure_clang() {
  CC=clang-19 CXX=clang++-19 configure "$1" -DPLENUM_SANITIZE="$2" -DCMAKE_BUILD_TYPE=Sanitize \
    -DCMAKE_CXX_FLAGS_SANITIZE="-O1 -g1" -DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld
}

# targets DIR SUFFIX: the build's own programs, so that a stale one on disk is never run.
targets() { ninja -C "$1" -t targets all | sed -nE "s/^([a-z0-9_]+_$2): phony\$/\1/p" | grep -v '^cmake_' | sort; }

# ninja's progress on stderr: one changing line on a terminal, one line a step elsewhere.
compile() {
  local dir=$1
  shift
  ninja -C "$dir" -j "${JOBS:-$(nproc)}" "$@" >&2
}
