// SPDX-License-Identifier: GPL-3.0-or-later
// Passphrases, key files and secret files as the commands need them. One thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <crypto/note.h>
#include <crypto/secret.h>

namespace tallystick::cli {

// Where a passphrase comes from: `file` if given (its first line), else the environment's
// TALLYSTICK_PASSPHRASE, else a prompt without echo on the terminal; without a terminal a usage
// error that says so. `confirm` asks twice.
enum class Ask { once, twice };
[[nodiscard]] crypto::Result<crypto::SecretBytes> read_passphrase(const std::string& file,
                                                                  const std::string& what, Ask ask);

// A locked or plain key file of any owner.
[[nodiscard]] crypto::Result<crypto::SigningKey> load_key(const std::string& file,
                                                          const std::string& passphrase_file);
// A file with one verifier key, or a key file (whose public half is taken).
[[nodiscard]] crypto::Result<crypto::VerifierKey> load_verifier(const std::string& file);

// Readable by its owner only, complete or not there, never over an existing file.
[[nodiscard]] crypto::Result<void> write_secret(const std::filesystem::path& file,
                                                std::string_view bytes);
// As write_secret, for what anybody may read.
[[nodiscard]] crypto::Result<void> write_new(const std::filesystem::path& file,
                                             std::string_view bytes);
// A small text: note, key, salt.
[[nodiscard]] crypto::Result<std::string> read_small(const std::filesystem::path& file);

}  // namespace tallystick::cli
