#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# symbols.sh LIBRARY...: our objects use no randomness but libsodium's, and only crypto/ calls that.
# Looks at what each static library refers to or defines, and at the words SQLite would run.
set -u

if [ $# -eq 0 ]; then
    echo "usage: symbols.sh LIBRARY..." >&2
    exit 2
fi

banned='(^|[^a-z_0-9])(rand|rand_r|srand|random|random_r|srandom|[dlmnej]rand48|srand48|seed48|getrandom|getentropy|arc4random[a-z_]*|RAND_bytes|sqlite3_randomness|uuid_generate[a-z_]*)(@|$)|std::random_device|mersenne_twister_engine|linear_congruential_engine|subtract_with_carry_engine|std::random_shuffle'
words='/dev/u?random|randomblob *\(|(^|[^_a-z])random *\(\)'
failed=0
for library in "$@"; do
    name=$(basename "$library")
    if [ ! -e "$library" ]; then
        echo "SKIP: $name is not built yet"
        exit 77
    fi
    symbols=$(nm --demangle "$library" 2>/dev/null | sed 's/^[0-9a-f ]* [A-Za-z] //')
    if [ -z "$symbols" ]; then
        echo "FAIL $name: no symbols; was it built?"
        failed=1
        continue
    fi
    found=$(printf '%s\n' "$symbols" | grep -E "$banned" | sort -u)
    if [ -n "$found" ]; then
        echo "FAIL $name uses randomness that is not libsodium's:"
        printf '%s\n' "$found"
        failed=1
    fi
    found=$(strings -a "$library" | grep -iE "$words" | sort -u)
    if [ -n "$found" ]; then
        echo "FAIL $name asks SQLite or a device for randomness:"
        printf '%s\n' "$found"
        failed=1
    fi
    if [ "$name" != libtallystick_crypto.a ]; then
        found=$(printf '%s\n' "$symbols" | grep -E '^(randombytes|crypto_[a-z0-9_]*_(keypair|keygen))' | sort -u)
        if [ -n "$found" ]; then
            echo "FAIL $name calls libsodium itself; use <crypto/random.h>:"
            printf '%s\n' "$found"
            failed=1
        fi
    fi
done
[ $failed -eq 0 ] && echo "$# libraries, no randomness but libsodium's"
exit $failed
