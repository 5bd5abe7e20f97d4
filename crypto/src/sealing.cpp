// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/sealing.h>

#include <sodium.h>

#include <algorithm>

namespace tallystick::crypto {

static_assert(sealed_overhead == crypto_box_SEALBYTES);
static_assert(TallySecretKey::size == crypto_box_SECRETKEYBYTES);

namespace {

constexpr std::string_view ephemeral_label = "tallystick/eph/v1";
constexpr std::string_view id_label = "tallystick/id/v1";
constexpr std::size_t key_size = TallyPublicKey::size;

void derive(ByteView seed, std::string_view label, std::span<std::uint8_t> out) {
    require(seed.size() == ballot_seed_size, "a ballot's seed has 32 bytes");
    crypto_generichash(out.data(), out.size(), view_of(label).data(), label.size(), seed.data(),
                       seed.size());
}

// The nonce of crypto_box_seal: BLAKE2b-24(ephemeral key, recipient's key).
std::array<std::uint8_t, crypto_box_NONCEBYTES> seal_nonce(ByteView ephemeral,
                                                           const TallyPublicKey& key) {
    std::array<std::uint8_t, 2 * key_size> both{};
    std::memcpy(both.data(), ephemeral.data(), key_size);
    std::memcpy(both.data() + key_size, key.bytes.data(), key_size);
    std::array<std::uint8_t, crypto_box_NONCEBYTES> nonce{};
    crypto_generichash(nonce.data(), nonce.size(), both.data(), both.size(), nullptr, 0);
    return nonce;
}

}  // namespace

TallySecretKey TallySecretKey::generate() {
    return from_bytes(SecretBytes::random(size).view());
}

TallySecretKey TallySecretKey::from_bytes(ByteView secret) {
    require(secret.size() == size, "a tally key has 32 bytes");
    TallyPublicKey key;
    crypto_scalarmult_base(key.bytes.data(), secret.data());
    return {SecretBytes::copy_of(secret), key};
}

bool is_usable(const TallyPublicKey& key) {
    // Any scalar shows it: clamping makes every scalar a multiple of eight, the order's cofactor.
    const std::array<std::uint8_t, 32> scalar{1};
    std::array<std::uint8_t, 32> shared{};
    return crypto_scalarmult(shared.data(), scalar.data(), key.bytes.data()) == 0;
}

Result<SecretBytes> pad(std::string_view text, std::size_t block) {
    if (text.size() >= block) {
        return bad_data("a ballot of " + std::to_string(text.size()) +
                        " bytes does not fit the round's block of " + std::to_string(block));
    }
    SecretBytes padded(block);
    const auto out = padded.writable();
    if (!text.empty()) std::memcpy(out.data(), text.data(), text.size());
    out[text.size()] = 0x80;
    return padded;
}

Result<std::string_view> unpad(ByteView padded, std::size_t block) {
    if (padded.size() != block) {
        return bad_data("expected " + std::to_string(block) + " bytes inside the envelope, found " +
                        std::to_string(padded.size()));
    }
    std::size_t end = padded.size();
    while (end > 0 && padded[end - 1] == 0) --end;
    if (end == 0 || padded[end - 1] != 0x80) return bad_data("the padding is damaged");
    return text_of(padded.first(end - 1));
}

BallotId ballot_id(ByteView seed) {
    BallotId id;
    derive(seed, id_label, id.bytes);
    return id;
}

Result<Bytes> seal(ByteView seed, ByteView plaintext, const TallyPublicKey& key) {
    SecretBytes ephemeral_secret(crypto_box_SECRETKEYBYTES);
    derive(seed, ephemeral_label, ephemeral_secret.writable());
    Bytes sealed(plaintext.size() + sealed_overhead);
    crypto_scalarmult_base(sealed.data(), ephemeral_secret.view().data());
    const auto nonce = seal_nonce(ByteView(sealed).first(key_size), key);
    if (crypto_box_easy(sealed.data() + key_size, plaintext.data(), plaintext.size(), nonce.data(),
                        key.bytes.data(), ephemeral_secret.view().data()) != 0) {
        return bad_data("the round's tally key is a point of small order and can seal nothing",
                        "make the round again with a new tally key");
    }
    return sealed;
}

bool open_sealed(ByteView sealed, const TallySecretKey& key, std::span<std::uint8_t> plaintext) {
    require(sealed.size() == plaintext.size() + sealed_overhead, "open_sealed: size");
    const auto nonce = seal_nonce(sealed.first(key_size), key.public_key());
    const int failed =
        crypto_box_open_easy(plaintext.data(), sealed.data() + key_size, sealed.size() - key_size,
                             nonce.data(), sealed.data(), key.bytes().data());
    if (failed != 0) wipe(plaintext);
    return failed == 0;
}

Result<SecretBytes> open_sealed(ByteView sealed, const TallySecretKey& key) {
    if (sealed.size() < sealed_overhead) {
        return bad_data("expected at least 48 sealed bytes, found " +
                        std::to_string(sealed.size()));
    }
    SecretBytes plaintext(sealed.size() - sealed_overhead);
    if (open_sealed(sealed, key, plaintext.writable())) return plaintext;
    return bad_data("not sealed to this round's tally key, or changed since");
}

}  // namespace tallystick::crypto
