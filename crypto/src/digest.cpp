// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/digest.h>

#include <sodium.h>

namespace tallystick::crypto {

static_assert(sizeof(crypto_hash_sha256_state) <= 128);

namespace {

// The header keeps room for the state so that nobody else has to include sodium.h.
crypto_hash_sha256_state* state_in(std::array<std::byte, 128>& room) {
    return reinterpret_cast<crypto_hash_sha256_state*>(room.data());
}

}  // namespace

Digest sha256(ByteView bytes) {
    Digest digest;
    crypto_hash_sha256(digest.bytes.data(), bytes.data(), bytes.size());
    return digest;
}

Digest sha256(std::string_view text) {
    return sha256(view_of(text));
}

Sha256::Sha256() : m_state{} {
    crypto_hash_sha256_init(state_in(m_state));
}

Sha256& Sha256::add(ByteView bytes) {
    crypto_hash_sha256_update(state_in(m_state), bytes.data(), bytes.size());
    return *this;
}

Digest Sha256::finish() {
    Digest digest;
    crypto_hash_sha256_final(state_in(m_state), digest.bytes.data());
    crypto_hash_sha256_init(state_in(m_state));
    return digest;
}

}  // namespace tallystick::crypto
