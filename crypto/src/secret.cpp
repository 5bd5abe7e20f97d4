// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/secret.h>

#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <utility>

#include <crypto/random.h>

namespace tallystick::crypto {

Result<void> init() {
    if (sodium_init() >= 0) return {};
    return unreadable("libsodium could not be started: the system gives no randomness",
                      "wait a minute and start again; if it stays so, use another machine");
}

Result<void> forbid_core_dumps() {
    const rlimit none{0, 0};
    if (setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0) return {};
    return unreadable("core dumps could not be switched off",
                      "start the program outside of a debugger");
}

void wipe(std::span<std::uint8_t> bytes) {
    sodium_memzero(bytes.data(), bytes.size());
}

void wipe(std::string& text) {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

SecretBytes::SecretBytes(std::size_t size) : m_size(size) {
    if (size == 0) return;
    // sodium_malloc aborts without words before the start; a key made by a static would be such.
    require(sodium_init() >= 0, "libsodium does not start");
    m_data = static_cast<std::uint8_t*>(sodium_malloc(size));
    require(m_data != nullptr, "no memory for a secret");
    sodium_memzero(m_data, m_size);
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

SecretBytes::~SecretBytes() {
    sodium_free(m_data);
}

SecretBytes SecretBytes::random(std::size_t size) {
    SecretBytes secret(size);
    fill_random(secret.writable());
    return secret;
}

SecretBytes SecretBytes::copy_of(ByteView bytes) {
    SecretBytes secret(bytes.size());
    std::copy(bytes.begin(), bytes.end(), secret.m_data);
    return secret;
}

SecretBytes SecretBytes::copy_of(std::string_view text) {
    return copy_of(view_of(text));
}

SecretBytes SecretBytes::clone() const {
    return copy_of(view());
}

bool SecretBytes::equals(ByteView other) const {
    return other.size() == m_size &&
           (m_size == 0 || sodium_memcmp(m_data, other.data(), m_size) == 0);
}

}  // namespace tallystick::crypto
