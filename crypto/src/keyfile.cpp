// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/keyfile.h>

#include <sodium.h>

#include <array>

#include <crypto/fields.h>
#include <crypto/random.h>

namespace tallystick::crypto {

namespace {

constexpr std::string_view locked_type = "tallystick/locked-key/v1";
constexpr std::string_view plain_type = "tallystick/plain-key/v1";
constexpr std::int64_t most_passes = 16;
constexpr std::int64_t least_kib = 8;
constexpr std::int64_t most_kib = 1'048'576;
constexpr std::string_view pin_start = "$argon2id$v=19$m=";

using Salt = FixedBytes<struct SaltTag, crypto_pwhash_SALTBYTES>;
using Nonce = FixedBytes<struct NonceTag, crypto_secretbox_NONCEBYTES>;
using Box = FixedBytes<struct BoxTag, SigningKey::seed_size + crypto_secretbox_MACBYTES>;

bool is_acceptable(std::int64_t passes, std::int64_t memory_kib) {
    return passes >= 1 && passes <= most_passes && memory_kib >= least_kib &&
           memory_kib <= most_kib;
}

Result<SecretBytes> stretch(std::string_view passphrase, const Salt& salt, const LockCost& cost) {
    SecretBytes key(crypto_secretbox_KEYBYTES);
    if (crypto_pwhash(key.writable().data(), key.size(), passphrase.data(), passphrase.size(),
                      salt.bytes.data(), cost.passes, std::size_t{cost.memory_kib} * 1024,
                      crypto_pwhash_ALG_ARGON2ID13) == 0) {
        return key;
    }
    return unreadable("not enough memory to unlock a key: " +
                          std::to_string(cost.memory_kib / 1024) + " MiB are needed",
                      "close other programs and try again");
}

struct LockedKey {
    VerifierKey verifier;
    LockCost cost;
    Salt salt;
    Nonce nonce;
    Box box;
};

Result<VerifierKey> take_verifier(FieldReader& fields) {
    TALLYSTICK_TRY(text, fields.take("key"));
    auto verifier = VerifierKey::parse(text);
    // Its own message would repeat the line.
    if (!verifier) return fields.expected("a verifier key <name>+<8 hex>+<base64>", text);
    return verifier;
}

template <typename Fixed>
Result<Fixed> take_base64(FieldReader& fields, std::string_view keyword) {
    TALLYSTICK_TRY(text, fields.take(keyword));
    auto value = Fixed::from_base64(text);
    if (value) return value;
    return fields.here(bad_data("expected " + std::to_string(Fixed::size) + " bytes as base64"));
}

Result<LockCost> take_cost(FieldReader& fields) {
    TALLYSTICK_TRY(text, fields.take("argon2id"));
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return fields.expected("passes and KiB", text);
    const auto passes = parse_integer(text.substr(0, space), 1, most_passes);
    const auto memory = parse_integer(text.substr(space + 1), least_kib, most_kib);
    if (!passes || !memory) {
        return fields.expected("1 to 16 passes over 8 to 1048576 KiB", text);
    }
    return LockCost{static_cast<std::uint32_t>(passes.value()),
                    static_cast<std::uint32_t>(memory.value())};
}

Result<LockedKey> parse_locked(std::string_view file) {
    TALLYSTICK_TRY(fields, FieldReader::open(file, locked_type, Found::withheld));
    TALLYSTICK_TRY(verifier, take_verifier(fields));
    TALLYSTICK_TRY(cost, take_cost(fields));
    TALLYSTICK_TRY(salt, take_base64<Salt>(fields, "salt"));
    TALLYSTICK_TRY(nonce, take_base64<Nonce>(fields, "nonce"));
    TALLYSTICK_TRY(box, take_base64<Box>(fields, "box"));
    TALLYSTICK_CHECK(fields.finish());
    return LockedKey{std::move(verifier), cost, salt, nonce, box};
}

// Takes one number up to `end` off the front of a PIN hash; -1 when there is none.
std::int64_t take_number(std::string_view& text, char end) {
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) return -1;
    const auto number = parse_integer(text.substr(0, at), 0, most_kib);
    text.remove_prefix(at + 1);
    return number ? number.value() : -1;
}

bool is_unpadded_base64(std::string_view text, std::size_t bytes) {
    Bytes decoded(bytes);
    return read_base64(std::string(text) + std::string((4 - text.size() % 4) % 4, '='), decoded);
}

}  // namespace

Result<std::string> lock_key(const SigningKey& key, std::string_view passphrase,
                             const LockCost& cost) {
    require(is_acceptable(cost.passes, cost.memory_kib), "lock_key: cost out of bounds");
    if (passphrase.empty()) {
        return usage("the passphrase is empty", "choose four or more random words");
    }
    const auto salt = random_fixed<Salt>();
    const auto nonce = random_fixed<Nonce>();
    TALLYSTICK_TRY(stretched, stretch(passphrase, salt, cost));
    Box box;
    crypto_secretbox_easy(box.bytes.data(), key.seed().data(), key.seed().size(),
                          nonce.bytes.data(), stretched.view().data());
    return FieldWriter(locked_type)
        .add("key", key.verifier().text())
        .add("argon2id", std::to_string(cost.passes) + " " + std::to_string(cost.memory_kib))
        .add("salt", salt.base64())
        .add("nonce", nonce.base64())
        .add("box", box.base64())
        .text();
}

Result<SigningKey> unlock_key(std::string_view file, std::string_view passphrase) {
    TALLYSTICK_TRY(locked, parse_locked(file));
    TALLYSTICK_TRY(stretched, stretch(passphrase, locked.salt, locked.cost));
    SecretBytes seed(SigningKey::seed_size);
    if (crypto_secretbox_open_easy(seed.writable().data(), locked.box.bytes.data(), Box::size,
                                   locked.nonce.bytes.data(), stretched.view().data()) != 0) {
        return bad_data("the passphrase does not open the key of " + locked.verifier.name(),
                        "type it again; if you are sure of it, the file is damaged: use its copy");
    }
    TALLYSTICK_TRY(key, SigningKey::from_seed(locked.verifier.name(), seed.view()));
    if (key.verifier() == locked.verifier) return key;
    return bad_data("line 2: the key inside is not the one the file names",
                    "the file was changed; use its copy");
}

Result<VerifierKey> key_file_verifier(std::string_view file) {
    if (file.starts_with(locked_type)) {
        TALLYSTICK_TRY(locked, parse_locked(file));
        return locked.verifier;
    }
    TALLYSTICK_TRY(key, parse_plain_key(file));
    return key.verifier();
}

SecretBytes plain_key(const SigningKey& key) {
    std::string seed = to_base64(key.seed());
    std::string text;
    text.reserve(1024);  // never moved while it grows, so that one wipe reaches all of it
    text.append(plain_type).append("\nkey ").append(key.verifier().text());
    text.append("\nseed ").append(seed).append("\n");
    SecretBytes file = SecretBytes::copy_of(text);
    wipe(seed);
    wipe(text);
    return file;
}

Result<SigningKey> parse_plain_key(std::string_view file) {
    TALLYSTICK_TRY(fields, FieldReader::open(file, plain_type, Found::withheld));
    TALLYSTICK_TRY(verifier, take_verifier(fields));
    TALLYSTICK_TRY(text, fields.take("seed"));
    SecretBytes seed(SigningKey::seed_size);
    if (!read_base64(text, seed.writable())) {
        return fields.here(bad_data("expected 32 bytes as base64"));
    }
    TALLYSTICK_CHECK(fields.finish());
    TALLYSTICK_TRY(key, SigningKey::from_seed(verifier.name(), seed.view()));
    if (key.verifier() == verifier) return key;
    return bad_data("line 2: the key inside is not the one the file names");
}

Result<std::string> hash_pin(std::string_view pin, const LockCost& cost) {
    require(is_acceptable(cost.passes, cost.memory_kib), "hash_pin: cost out of bounds");
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(hash.data(), pin.data(), pin.size(), cost.passes,
                              std::size_t{cost.memory_kib} * 1024,
                              crypto_pwhash_ALG_ARGON2ID13) == 0) {
        return std::string(hash.data());
    }
    return unreadable("not enough memory to hash a PIN", "close other programs and try again");
}

bool is_pin_hash(std::string_view hash) {
    if (!hash.starts_with(pin_start) || hash.size() >= crypto_pwhash_STRBYTES) return false;
    hash.remove_prefix(pin_start.size());
    const std::int64_t memory = take_number(hash, ',');
    if (!hash.starts_with("t=")) return false;
    hash.remove_prefix(2);
    const std::int64_t passes = take_number(hash, ',');
    if (!is_acceptable(passes, memory) || !hash.starts_with("p=1$")) return false;
    hash.remove_prefix(4);
    return hash.size() == 22 + 1 + 43 && hash[22] == '$' &&
           is_unpadded_base64(hash.substr(0, 22), 16) && is_unpadded_base64(hash.substr(23), 32);
}

bool pin_matches(std::string_view pin, std::string_view hash) {
    if (!is_pin_hash(hash)) return false;
    std::array<char, crypto_pwhash_STRBYTES> text{};
    std::copy(hash.begin(), hash.end(), text.begin());
    return crypto_pwhash_str_verify(text.data(), pin.data(), pin.size()) == 0;
}

}  // namespace tallystick::crypto
