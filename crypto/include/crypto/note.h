// SPDX-License-Identifier: GPL-3.0-or-later
// Signed notes as C2SP signed-note defines them (https://c2sp.org/signed-note): readable text, an
// empty line, one line per Ed25519 signature. What is signed is what is stored. Verifying is safe
// on any thread; a SigningKey belongs to one thread at a time. docs/FORMAT.md "Notes".
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <crypto/bytes.h>
#include <crypto/lines.h>
#include <crypto/secret.h>

namespace tallystick::crypto {

using Ed25519PublicKey = FixedBytes<struct Ed25519PublicKeyTag, 32>;

// One Ed25519 check as libsodium does it: canonical encodings only, no small-order keys.
[[nodiscard]] bool verify_signature(const Ed25519PublicKey& key, ByteView message,
                                    const Signature& signature);

// `<name>+<8 hex of the key id>+<base64 of 0x01 and the key>`; the id is the first four bytes of
// SHA-256(name LF 0x01 key). A name is 1 to 128 characters 0x21..0x7e without '+'.
class VerifierKey {
public:
    [[nodiscard]] static Result<VerifierKey> create(std::string_view name,
                                                    const Ed25519PublicKey& key);
    [[nodiscard]] static Result<VerifierKey> parse(std::string_view text);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] std::uint32_t id() const { return m_id; }
    [[nodiscard]] const Ed25519PublicKey& key() const { return m_key; }
    [[nodiscard]] std::string text() const;

    friend bool operator==(const VerifierKey&, const VerifierKey&) = default;

private:
    VerifierKey(std::string_view name, const Ed25519PublicKey& key);
    std::string m_name;
    Ed25519PublicKey m_key;
    std::uint32_t m_id = 0;
};

[[nodiscard]] bool is_key_name(std::string_view name);

class SigningKey {
public:
    static constexpr std::size_t seed_size = 32;
    [[nodiscard]] static Result<SigningKey> generate(std::string_view name);
    // `seed` as RFC 8032 means it: 32 bytes from which the key pair follows.
    [[nodiscard]] static Result<SigningKey> from_seed(std::string_view name, ByteView seed);

    [[nodiscard]] const VerifierKey& verifier() const { return m_verifier; }
    [[nodiscard]] const std::string& name() const { return m_verifier.name(); }
    [[nodiscard]] Signature sign(std::string_view message) const;
    // For writing a key file (keyfile.h) only.
    [[nodiscard]] ByteView seed() const { return m_secret.view().first(seed_size); }
    // The same key under another name: a kiosk's key is made before its log has a name.
    [[nodiscard]] Result<SigningKey> renamed(std::string_view name) const;

private:
    SigningKey(VerifierKey verifier, SecretBytes secret)
        : m_verifier(std::move(verifier)), m_secret(std::move(secret)) {}
    VerifierKey m_verifier;
    SecretBytes m_secret;  // libsodium's 64 bytes: seed, then public key
};

struct NoteSignature {
    std::string name;
    std::uint32_t key_id = 0;
    Signature signature;
    friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct Note {
    static constexpr std::size_t most_signatures = 16;
    static constexpr std::size_t most_bytes = 1'000'000;  // as Go's note package

    std::string text;  // with its final LF
    std::vector<NoteSignature> signatures;

    // The whole note as it is stored.
    [[nodiscard]] std::string bytes() const;
    // SHA-256 of the text with its final LF, without signatures.
    [[nodiscard]] Digest id() const;
    // The text's first line: its type.
    [[nodiscard]] std::string_view type() const;

    friend bool operator==(const Note&, const Note&) = default;
};

[[nodiscard]] Digest note_id(std::string_view text);

// Bytes of one signature line, LF included: the dash is three bytes of UTF-8.
[[nodiscard]] constexpr std::size_t signature_line_size(std::size_t name_size) {
    return 3 + 1 + name_size + 1 + base64_size(4 + Signature::size) + 1;
}
// Bytes of a whole note with one signature.
[[nodiscard]] constexpr std::size_t signed_note_size(std::size_t text_size, std::size_t name_size) {
    return text_size + 1 + signature_line_size(name_size);
}

// Exactly one note and nothing after it, at least one signature; checks no signature.
[[nodiscard]] Result<Note> parse_note(std::string_view bytes);
// The first of several notes written one after the other; `rest` moves behind it.
[[nodiscard]] Result<Note> take_note(std::string_view& rest, Found found = Found::shown);

// Aborts if `text` is not a text a reader would accept (see check_text).
[[nodiscard]] Note sign_note(std::string_view text, const SigningKey& key);
// Adds one more signature at the end; refused if that key's name has signed already or 16 have.
[[nodiscard]] Result<void> add_signature(Note& note, const SigningKey& key);

// The note has a signature by this key, and it is good.
[[nodiscard]] Result<void> verify(const Note& note, const VerifierKey& key);
// The same, and it is the note's only signature.
[[nodiscard]] Result<void> verify_only(const Note& note, const VerifierKey& key);
// First the organiser's signature, then those of any of `witnesses`, ordered by name, all good,
// nobody else's. Returns the witnesses' names.
[[nodiscard]] Result<std::vector<std::string>> verify_with_witnesses(
    const Note& note, const VerifierKey& organiser, std::span<const VerifierKey> witnesses);
// Adds a witness's signature in its place by name behind the first signature.
[[nodiscard]] Result<void> add_witness_signature(Note& note, const SigningKey& witness);

}  // namespace tallystick::crypto
