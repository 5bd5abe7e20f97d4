// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/card.h>

#include <sodium.h>

#include <utility>

#include <crypto/digest.h>
#include <crypto/random.h>

namespace tallystick::crypto {

namespace {

constexpr std::size_t code_symbols = 16;
constexpr std::size_t check_symbols = 2;
constexpr std::size_t group = 6;

// Two symbols: the top ten bits of SHA-256("tallystick/card/v1\n" symbols).
std::array<char, check_symbols> check_pair(std::string_view symbols) {
    const Digest hash = Sha256().add("tallystick/card/v1\n").add(symbols).finish();
    const std::uint32_t top = static_cast<std::uint32_t>(hash.bytes[0]) << 2 | hash.bytes[1] >> 6;
    return {crockford_symbols[top >> 5], crockford_symbols[top & 31]};
}

}  // namespace

CardCode CardCode::generate() {
    CardCode code;
    fill_random(code.m_bytes);
    return code;
}

CardCode CardCode::from_bytes(const std::array<std::uint8_t, size>& bytes) {
    CardCode code;
    code.m_bytes = bytes;
    return code;
}

CardCode::CardCode(CardCode&& other) noexcept : m_bytes(other.m_bytes) {
    wipe(other.m_bytes);
}

CardCode& CardCode::operator=(CardCode&& other) noexcept {
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

CardCode::~CardCode() {
    wipe(m_bytes);
}

std::string CardCode::printed() const {
    std::string symbols = to_crockford(m_bytes);
    const auto check = check_pair(symbols);
    std::string out;
    out.reserve(printed_size);
    out.append(symbols, 0, group).push_back('-');
    out.append(symbols, group, group).push_back('-');
    out.append(symbols, 2 * group).append(check.data(), check.size());
    wipe(symbols);
    return out;
}

CardReading read_card(std::string_view typed) {
    if (typed.ends_with('\n')) typed.remove_suffix(1);
    if (typed.ends_with('\r')) typed.remove_suffix(1);
    std::array<char, code_symbols + check_symbols> symbols{};
    std::size_t count = 0;
    CardReading reading;
    reading.problem = CardProblem::malformed;
    for (const char c : typed) {
        if (c == ' ' || c == '-') continue;
        const auto value = crockford_value(c);
        if (!value || count == symbols.size()) return reading;
        symbols[count++] = crockford_symbols[*value];
    }
    if (count < symbols.size()) {
        reading.problem = CardProblem::incomplete;
        return reading;
    }
    const std::string_view all(symbols.data(), symbols.size());
    const auto check = check_pair(all.substr(0, code_symbols));
    std::array<std::uint8_t, CardCode::size> bytes{};
    if (all.substr(code_symbols) == std::string_view(check.data(), check.size()) &&
        read_crockford(all.substr(0, code_symbols), bytes)) {
        reading.code = CardCode::from_bytes(bytes);
        reading.problem = CardProblem::none;
    } else {
        reading.problem = CardProblem::mistyped;
    }
    wipe(bytes);
    sodium_memzero(symbols.data(), symbols.size());
    return reading;
}

CardKey::CardKey(const CardCode& code, const CardSalt& salt)
    : m_secret(crypto_sign_SECRETKEYBYTES) {
    SecretBytes seed(crypto_sign_SEEDBYTES);
    crypto_generichash(seed.writable().data(), seed.size(), code.bytes().data(),
                       code.bytes().size(), salt.bytes.data(), salt.bytes.size());
    crypto_sign_seed_keypair(m_public.bytes.data(), m_secret.writable().data(), seed.view().data());
}

Signature CardKey::sign(std::string_view text) const {
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, view_of(text).data(), text.size(),
                         m_secret.view().data());
    return signature;
}

std::string card_label(const CardPublicKey& key) {
    return to_hex(key.view().first(4));
}

std::string envelope_text(const Digest& round, std::string_view kiosk, std::string_view style,
                          std::string_view sealed_base64) {
    std::string text;
    text.reserve(160 + sealed_base64.size());
    text.append("tallystick/envelope/v1\n").append(round.hex()).append("\n");
    text.append(kiosk).append("\n").append(style).append("\n");
    return text.append(sealed_base64).append("\n");
}

Signature sign_envelope(const CardKey& card, const Digest& round, std::string_view kiosk,
                        std::string_view style, std::string_view sealed_base64) {
    return card.sign(envelope_text(round, kiosk, style, sealed_base64));
}

bool verify_envelope(const CardPublicKey& card, const Digest& round, std::string_view kiosk,
                     std::string_view style, std::string_view sealed_base64,
                     const Signature& signature) {
    const std::string text = envelope_text(round, kiosk, style, sealed_base64);
    return crypto_sign_verify_detached(signature.bytes.data(), view_of(text).data(), text.size(),
                                       card.bytes.data()) == 0;
}

}  // namespace tallystick::crypto
