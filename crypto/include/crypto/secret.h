// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for secrets: guarded, locked, never copied by accident, wiped on destruction
// (sodium_malloc). Also the start-up of libsodium and the ban on core dumps. init() once before
// anything else of crypto; a SecretBytes belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <crypto/bytes.h>

namespace tallystick::crypto {

// Starts libsodium; again is harmless. Every program calls it first thing in main.
[[nodiscard]] Result<void> init();

// No core file and no ptrace by other programs of the same user (RLIMIT_CORE, PR_SET_DUMPABLE).
[[nodiscard]] Result<void> forbid_core_dumps();

// Overwrites in a way no compiler removes.
void wipe(std::span<std::uint8_t> bytes);
void wipe(std::string& text);

class SecretBytes {
public:
    SecretBytes() = default;
    // Zero-filled; aborts when the machine has no such memory left.
    explicit SecretBytes(std::size_t size);
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    ~SecretBytes();

    [[nodiscard]] static SecretBytes random(std::size_t size);
    [[nodiscard]] static SecretBytes copy_of(ByteView bytes);
    [[nodiscard]] static SecretBytes copy_of(std::string_view text);
    [[nodiscard]] SecretBytes clone() const;

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] ByteView view() const { return {m_data, m_size}; }
    [[nodiscard]] std::string_view text() const { return text_of(view()); }
    [[nodiscard]] std::span<std::uint8_t> writable() { return {m_data, m_size}; }
    // Constant time in the bytes; sizes are not secret.
    [[nodiscard]] bool equals(ByteView other) const;

private:
    std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
};

}  // namespace tallystick::crypto
