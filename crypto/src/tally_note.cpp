// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/tally_note.h>

#include <sodium.h>

#include <algorithm>

#include <crypto/lines.h>

namespace tallystick::crypto {

namespace {

constexpr std::string_view nonce_label = "tallystick/sign/v1";
constexpr std::size_t scalar_size = crypto_core_ed25519_SCALARBYTES;
constexpr std::size_t wide_size = crypto_core_ed25519_NONREDUCEDSCALARBYTES;
static_assert(wide_size == crypto_hash_sha512_BYTES);

// X25519's scalar, clamped as X25519 does it, modulo the order of Ed25519's base point.
SecretBytes scalar_of(const TallySecretKey& key) {
    SecretBytes wide(wide_size);
    const auto out = wide.writable();
    std::copy(key.bytes().begin(), key.bytes().end(), out.begin());
    out[0] &= 0xf8;
    out[31] = static_cast<std::uint8_t>((out[31] & 0x7fU) | 0x40U);
    SecretBytes scalar(scalar_size);
    crypto_core_ed25519_scalar_reduce(scalar.writable().data(), wide.view().data());
    return scalar;
}

// SHA-512 of the parts, modulo the order.
SecretBytes hash_to_scalar(std::initializer_list<ByteView> parts) {
    SecretBytes wide(wide_size);
    crypto_hash_sha512_state state;
    crypto_hash_sha512_init(&state);
    for (const ByteView part : parts) crypto_hash_sha512_update(&state, part.data(), part.size());
    crypto_hash_sha512_final(&state, wide.writable().data());
    sodium_memzero(&state, sizeof state);
    SecretBytes scalar(scalar_size);
    crypto_core_ed25519_scalar_reduce(scalar.writable().data(), wide.view().data());
    return scalar;
}

Ed25519PublicKey times_base(const SecretBytes& scalar) {
    Ed25519PublicKey point;
    const int failed =
        crypto_scalarmult_ed25519_base_noclamp(point.bytes.data(), scalar.view().data());
    require(failed == 0, "a scalar of zero");
    return point;
}

// RFC 8032 §5.1.6 from a scalar instead of a seed: the secret prefix of the nonce comes from the
// same 32 bytes by a hash of another name.
Signature sign(std::string_view text, const TallySecretKey& key, const Ed25519PublicKey& form) {
    const SecretBytes scalar = scalar_of(key);
    SecretBytes prefix(32);
    crypto_generichash(prefix.writable().data(), prefix.size(), view_of(nonce_label).data(),
                       nonce_label.size(), key.bytes().data(), key.bytes().size());
    const SecretBytes nonce = hash_to_scalar({prefix.view(), view_of(text)});
    const Ed25519PublicKey commitment = times_base(nonce);
    const SecretBytes challenge = hash_to_scalar({commitment.view(), form.view(), view_of(text)});
    SecretBytes answer(scalar_size);
    crypto_core_ed25519_scalar_mul(answer.writable().data(), challenge.view().data(),
                                   scalar.view().data());
    crypto_core_ed25519_scalar_add(answer.writable().data(), answer.view().data(),
                                   nonce.view().data());
    Signature signature;
    std::copy(commitment.bytes.begin(), commitment.bytes.end(), signature.bytes.begin());
    std::copy(answer.view().begin(), answer.view().end(),
              signature.bytes.begin() + commitment.size);
    return signature;
}

}  // namespace

Result<VerifierKey> tally_verifier(const TallySecretKey& key, std::string_view name) {
    return VerifierKey::create(name, times_base(scalar_of(key)));
}

Note sign_with_tally_key(std::string_view text, const TallySecretKey& key,
                         const VerifierKey& verifier) {
    require(check_text(text, Charset::unicode).ok(), "sign_with_tally_key: not a note's text");
    const Signature signature = sign(text, key, verifier.key());
    // A slip here could give the key away; what does not verify never leaves.
    require(verify_signature(verifier.key(), view_of(text), signature),
            "sign_with_tally_key: another key");
    return Note{std::string(text), {{verifier.name(), verifier.id(), signature}}};
}

bool is_form_of(const VerifierKey& verifier, const TallyPublicKey& key) {
    TallyPublicKey found;
    return crypto_sign_ed25519_pk_to_curve25519(found.bytes.data(), verifier.key().bytes.data()) ==
               0 &&
           found == key;
}

}  // namespace tallystick::crypto
