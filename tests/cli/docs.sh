#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every file or folder of ours that a document names is there.
cd "$(dirname "$0")/../.." || exit 2
missing=0
while IFS=: read -r document name; do
    path=${name//\`/}
    compgen -G "$path" >/dev/null || compgen -G "$path*" >/dev/null || {
        echo "$document names $path, which is not there"
        missing=1
    }
done < <(grep -oE '`(crypto|ballot|kiosk|tally|assets|tests|scripts|docs)/[A-Za-z0-9_./*-]+`' \
             README.md docs/*.md docs/decisions/*.md */README.md | sort -u)
while IFS=: read -r document name; do
    path=$(dirname "$document")/$(sed 's/^](//; s/[#)].*//' <<<"$name")
    [ -e "$path" ] || { echo "$document links to $path, which is not there"; missing=1; }
done < <(grep -oE '\]\([A-Za-z0-9_./-]+(#[^)]*)?\)' README.md docs/*.md docs/decisions/*.md */README.md)
exit $missing
