#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh VECTORS CACHE: builds and runs main.go with Debian's golang-golang-x-mod-dev; no network.
set -u
vectors=$1
cache=$2
sources=/usr/share/gocode/src/golang.org/x/mod/sumdb

if ! command -v go >/dev/null 2>&1; then
    echo "SKIP: Go is not installed (apt install golang-go)"
    exit 77
fi
if [ ! -d $sources/note ] || [ ! -d $sources/tlog ]; then
    echo "SKIP: Go's note package is not installed (apt install golang-golang-x-mod-dev)"
    exit 77
fi
mkdir -p "$cache/cache" "$cache/tmp" || exit 2
export GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS= GOTOOLCHAIN=local
export GOCACHE="$cache/cache" GOTMPDIR="$cache/tmp" HOME="$cache"
go build -o "$cache/verify" "$(dirname "$0")/main.go" || exit 1
exec "$cache/verify" "$vectors"
