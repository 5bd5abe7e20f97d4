// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/note.h>

#include <sodium.h>

#include <algorithm>
#include <utility>

#include <crypto/digest.h>
#include <crypto/lines.h>

namespace tallystick::crypto {

namespace {

constexpr std::uint8_t ed25519_algorithm = 0x01;
constexpr std::size_t longest_name = 128;
constexpr std::string_view signature_start = "\xe2\x80\x94 ";  // U+2014, space

std::uint32_t key_id_of(std::string_view name, const Ed25519PublicKey& key) {
    const std::uint8_t middle[] = {'\n', ed25519_algorithm};
    const Digest hash = Sha256().add(name).add(ByteView(middle)).add(key.view()).finish();
    std::uint32_t id = 0;
    for (std::size_t i = 0; i < 4; ++i) id = id << 8 | hash.bytes[i];
    return id;
}

std::array<std::uint8_t, 4> id_bytes(std::uint32_t id) {
    std::array<std::uint8_t, 4> bytes{};
    for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(id >> (24 - 8 * i));
    return bytes;
}

std::string signature_line(const NoteSignature& signature) {
    std::array<std::uint8_t, 4 + Signature::size> blob{};
    const auto id = id_bytes(signature.key_id);
    std::copy(id.begin(), id.end(), blob.begin());
    std::copy(signature.signature.bytes.begin(), signature.signature.bytes.end(), blob.begin() + 4);
    std::string line(signature_start);
    return line.append(signature.name).append(" ").append(to_base64(blob)).append("\n");
}

// One line without LF.
Result<NoteSignature> parse_signature(std::string_view line, Found how) {
    const std::string_view found = line;
    const auto wrong = [&] {
        return bad_data("expected a signature line \"\xe2\x80\x94 <name> <base64>\"" +
                        found_part(", found ", found, how));
    };
    if (!line.starts_with(signature_start)) return wrong();
    line.remove_prefix(signature_start.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return wrong();
    std::array<std::uint8_t, 4 + Signature::size> blob{};
    if (!read_base64(line.substr(space + 1), blob)) return wrong();
    NoteSignature signature;
    signature.name = line.substr(0, space);
    for (std::size_t i = 0; i < 4; ++i) signature.key_id = signature.key_id << 8 | blob[i];
    signature.signature = Signature::copy_of(ByteView(blob).subspan(4));
    return signature;
}

bool is_by(const NoteSignature& signature, const VerifierKey& key) {
    return signature.key_id == key.id() && signature.name == key.name();
}

Result<void> check_one(const Note& note, const NoteSignature& signature, const VerifierKey& key) {
    if (verify_signature(key.key(), view_of(note.text), signature.signature)) return {};
    return bad_data("the signature of " + key.name() + " does not match the text",
                    "the text was changed after signing; get the file again from its source");
}

// Reads the signature lines at the start of `rest`, which follow the note's empty line.
Result<std::vector<NoteSignature>> take_signatures(std::string_view& rest, std::size_t line,
                                                   Found found) {
    std::vector<NoteSignature> signatures;
    do {
        const auto here = "line " + std::to_string(line + signatures.size());
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) {
            return bad_data(here + ": expected a signature line ended by a line feed" +
                            found_part(", found ", rest, found));
        }
        auto signature = parse_signature(rest.substr(0, end), found);
        if (!signature) return signature.error().in(here);
        for (const auto& earlier : signatures) {
            if (earlier.name == signature->name) {
                return bad_data(here + ": " + signature->name + " has signed already");
            }
        }
        if (signatures.size() == Note::most_signatures) {
            return bad_data(here + ": more than 16 signatures");
        }
        signatures.push_back(std::move(signature).value());
        rest.remove_prefix(end + 1);
    } while (rest.starts_with(signature_start));
    return signatures;
}

}  // namespace

bool verify_signature(const Ed25519PublicKey& key, ByteView message, const Signature& signature) {
    return crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(),
                                       key.bytes.data()) == 0;
}

bool is_key_name(std::string_view name) {
    if (name.empty() || name.size() > longest_name) return false;
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return c > 0x20 && c < 0x7f && c != '+'; });
}

VerifierKey::VerifierKey(std::string_view name, const Ed25519PublicKey& key)
    : m_name(name), m_key(key), m_id(key_id_of(name, key)) {}

Result<VerifierKey> VerifierKey::create(std::string_view name, const Ed25519PublicKey& key) {
    if (is_key_name(name)) return VerifierKey(name, key);
    return bad_data(
        "a key's name has 1 to 128 ASCII characters without space and '+', found " + quoted(name),
        "choose a name like greenfield-council");
}

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
    const auto wrong = [&](std::string_view why) {
        return bad_data("expected a verifier key <name>+<8 hex>+<base64>, found " + quoted(text) +
                            ": " + std::string(why),
                        "copy the whole line again from the poster or file it was published on");
    };
    const std::size_t first = text.find('+');
    if (first == std::string_view::npos) return wrong("no '+'");
    const std::string_view name = text.substr(0, first);
    if (!is_key_name(name)) return wrong("bad name");
    const std::string_view rest = text.substr(first + 1);
    std::array<std::uint8_t, 4> id{};
    if (rest.size() < 9 || rest[8] != '+' || !read_hex(rest.substr(0, 8), id)) {
        return wrong("bad key id");
    }
    std::array<std::uint8_t, 1 + Ed25519PublicKey::size> blob{};
    if (!read_base64(rest.substr(9), blob)) return wrong("bad base64, or not 33 bytes");
    if (blob[0] != ed25519_algorithm) return wrong("not an Ed25519 key");
    VerifierKey key(name, Ed25519PublicKey::copy_of(ByteView(blob).subspan(1)));
    if (id_bytes(key.m_id) != id) return wrong("the key id does not belong to name and key");
    return key;
}

std::string VerifierKey::text() const {
    std::array<std::uint8_t, 1 + Ed25519PublicKey::size> blob{ed25519_algorithm};
    std::copy(m_key.bytes.begin(), m_key.bytes.end(), blob.begin() + 1);
    return m_name + "+" + to_hex(id_bytes(m_id)) + "+" + to_base64(blob);
}

Result<SigningKey> SigningKey::generate(std::string_view name) {
    return from_seed(name, SecretBytes::random(seed_size).view());
}

Result<SigningKey> SigningKey::from_seed(std::string_view name, ByteView seed) {
    require(seed.size() == seed_size, "an Ed25519 seed has 32 bytes");
    SecretBytes secret(crypto_sign_SECRETKEYBYTES);
    Ed25519PublicKey key;
    crypto_sign_seed_keypair(key.bytes.data(), secret.writable().data(), seed.data());
    TALLYSTICK_TRY(verifier, VerifierKey::create(name, key));
    return SigningKey(std::move(verifier), std::move(secret));
}

Signature SigningKey::sign(std::string_view message) const {
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, view_of(message).data(), message.size(),
                         m_secret.view().data());
    return signature;
}

Result<SigningKey> SigningKey::renamed(std::string_view name) const {
    return from_seed(name, seed());
}

std::string Note::bytes() const {
    // The right size from the start: a string that grows leaves pieces of a ballot in freed memory.
    std::size_t size = text.size() + 1;
    for (const auto& signature : signatures) size += signature_line_size(signature.name.size());
    std::string bytes;
    bytes.reserve(size);
    bytes.append(text).append("\n");
    for (const auto& signature : signatures) bytes += signature_line(signature);
    return bytes;
}

Digest Note::id() const {
    return note_id(text);
}

std::string_view Note::type() const {
    return std::string_view(text).substr(0, text.find('\n'));
}

Digest note_id(std::string_view text) {
    return sha256(text);
}

Result<Note> take_note(std::string_view& rest, Found found) {
    const std::size_t gap = rest.find("\n\n");
    if (gap == std::string_view::npos || gap > Note::most_bytes) {
        return bad_data("no empty line before signatures: this is not a signed note",
                        "check that this is the right file and that it was copied whole");
    }
    const std::string_view text = rest.substr(0, gap + 1);
    TALLYSTICK_CHECK(check_text(text, Charset::unicode, found));
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    std::string_view behind = rest.substr(gap + 2);
    TALLYSTICK_TRY(signatures, take_signatures(behind, lines + 2, found));
    rest = behind;
    return Note{std::string(text), std::move(signatures)};
}

Result<Note> parse_note(std::string_view bytes) {
    if (bytes.size() > Note::most_bytes) {
        return bad_data("a note has at most 1,000,000 bytes, found " +
                        std::to_string(bytes.size()));
    }
    TALLYSTICK_TRY(note, take_note(bytes));
    if (bytes.empty()) return note;
    return bad_data("expected the end of the note behind its signatures, found " + quoted(bytes));
}

Note sign_note(std::string_view text, const SigningKey& key) {
    require(check_text(text, Charset::unicode).ok(), "sign_note: not a note's text");
    return Note{std::string(text), {{key.name(), key.verifier().id(), key.sign(text)}}};
}

Result<void> add_signature(Note& note, const SigningKey& key) {
    for (const auto& signature : note.signatures) {
        if (signature.name == key.name()) return bad_data(key.name() + " has signed already");
    }
    if (note.signatures.size() >= Note::most_signatures) {
        return bad_data("a note takes at most 16 signatures");
    }
    note.signatures.push_back({key.name(), key.verifier().id(), key.sign(note.text)});
    return {};
}

Result<void> add_witness_signature(Note& note, const SigningKey& witness) {
    require(!note.signatures.empty(), "add_witness_signature: nobody has signed first");
    TALLYSTICK_CHECK(add_signature(note, witness));
    std::sort(note.signatures.begin() + 1, note.signatures.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return {};
}

Result<void> verify(const Note& note, const VerifierKey& key) {
    for (const auto& signature : note.signatures) {
        if (is_by(signature, key)) return check_one(note, signature, key);
    }
    return bad_data("no signature by " + key.text(),
                    "the note was signed with another key than the one expected");
}

Result<void> verify_only(const Note& note, const VerifierKey& key) {
    if (note.signatures.size() != 1) {
        return bad_data("expected exactly one signature, found " +
                        std::to_string(note.signatures.size()));
    }
    return verify(note, key);
}

Result<std::vector<std::string>> verify_with_witnesses(const Note& note,
                                                       const VerifierKey& organiser,
                                                       std::span<const VerifierKey> witnesses) {
    if (note.signatures.empty() || !is_by(note.signatures.front(), organiser)) {
        return bad_data("the first signature is not by " + organiser.text());
    }
    TALLYSTICK_CHECK(check_one(note, note.signatures.front(), organiser));
    std::vector<std::string> names;
    for (std::size_t i = 1; i < note.signatures.size(); ++i) {
        const NoteSignature& signature = note.signatures[i];
        const auto key = std::find_if(witnesses.begin(), witnesses.end(),
                                      [&](const auto& w) { return is_by(signature, w); });
        if (key == witnesses.end()) {
            return bad_data("signed by " + signature.name + ", who is no witness of this round");
        }
        if (!names.empty() && !(names.back() < signature.name)) {
            return bad_data("the witnesses' signatures are not in the order of their names");
        }
        TALLYSTICK_CHECK(check_one(note, signature, *key));
        names.push_back(signature.name);
    }
    return names;
}

}  // namespace tallystick::crypto
