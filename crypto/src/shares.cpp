// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/shares.h>

#include <algorithm>
#include <bit>
#include <string>

#include <crypto/digest.h>
#include <crypto/fields.h>

namespace tallystick::crypto {

namespace {

constexpr std::size_t value_size = TallySecretKey::size;
constexpr std::size_t groups = 12;
constexpr std::size_t group_data = 5;                 // symbols of a group that carry the share
constexpr std::size_t group_size = group_data + 1;    // and the one that checks them
constexpr std::size_t payload_size = 3 + value_size;  // 35 bytes: 56 symbols exactly
constexpr std::size_t payload_symbols = payload_size * 8 / 5;
constexpr std::size_t data_symbols = groups * group_data;
static_assert(payload_symbols + 4 == data_symbols);  // four more: the code's own checksum
constexpr std::string_view file_type = "tallystick/share/v1";

// GF(256) modulo x^8+x^4+x^3+x+1, without tables or branches on secrets.
std::uint8_t multiply(std::uint8_t a, std::uint8_t b) {
    unsigned product = 0;
    unsigned shifted = a;
    for (unsigned bit = 0; bit < 8; ++bit) {
        product ^= shifted & (0U - (b >> bit & 1U));
        shifted = (shifted << 1 ^ (0x11bU & (0U - (shifted >> 7 & 1U)))) & 0xff;
    }
    return static_cast<std::uint8_t>(product);
}

// a^254, which is 1/a for every a but 0.
std::uint8_t inverse(std::uint8_t a) {
    std::uint8_t power = a;
    for (int i = 0; i < 6; ++i) power = multiply(multiply(power, power), a);
    return multiply(power, power);
}

// The value at `x` of the polynomials through `points` (Lagrange), into `out`.
void interpolate(std::span<const Share* const> points, std::uint8_t x,
                 std::span<std::uint8_t> out) {
    std::fill(out.begin(), out.end(), std::uint8_t{0});
    for (const Share* point : points) {
        std::uint8_t weight = 1;
        for (const Share* other : points) {
            if (other == point) continue;
            const auto up = static_cast<std::uint8_t>(x ^ other->index);
            const auto down = static_cast<std::uint8_t>(point->index ^ other->index);
            weight = multiply(weight, multiply(up, inverse(down)));
        }
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = static_cast<std::uint8_t>(out[i] ^ multiply(weight, point->value.view()[i]));
        }
    }
}

// GF(32) modulo x^5+x^2+1, for the check symbols only.
std::uint32_t times_two(std::uint32_t a) {
    return (a << 1 ^ (0x25U & (0U - (a >> 4)))) & 31;
}

// Weights 2^1..2^5 beside the check's own 2^0, all different: every single wrong symbol and every
// exchange of two symbols of a group is seen; the group's number makes exchanged groups seen too.
std::uint8_t check_symbol(std::span<const std::uint8_t> data, std::size_t number) {
    std::uint32_t sum = 0;
    for (std::size_t i = data.size(); i-- > 0;) sum = times_two(sum ^ data[i]);
    return static_cast<std::uint8_t>(sum ^ number);
}

SecretBytes payload_of(const Share& share) {
    SecretBytes payload(payload_size);
    const auto out = payload.writable();
    out[0] = static_cast<std::uint8_t>(share.index);
    out[1] = static_cast<std::uint8_t>(share.needed);
    out[2] = static_cast<std::uint8_t>(share.total);
    std::copy(share.value.view().begin(), share.value.view().end(), out.begin() + 3);
    return payload;
}

// The first 20 bits of SHA-256("tallystick/share/v1\n" tally key, payload), as four symbols.
std::array<std::uint8_t, 4> checksum(const TallyPublicKey& key, ByteView payload) {
    const Digest hash = Sha256().add(file_type).add("\n").add(key.view()).add(payload).finish();
    const std::uint32_t top = static_cast<std::uint32_t>(hash.bytes[0]) << 12 |
                              static_cast<std::uint32_t>(hash.bytes[1]) << 4 | hash.bytes[2] >> 4;
    std::array<std::uint8_t, 4> symbols{};
    for (unsigned i = 0; i < 4; ++i) {
        symbols[i] = static_cast<std::uint8_t>(top >> (15 - 5 * i) & 31);
    }
    return symbols;
}

Result<void> check_numbers(int index, int needed, int total) {
    if (needed >= 1 && needed <= total && total <= Share::most_shares && index >= 1 &&
        index <= total) {
        return {};
    }
    return bad_data("share " + std::to_string(index) + " of " + std::to_string(total) + ", " +
                    std::to_string(needed) + " needed: no such split");
}

// The 72 symbols' values of a typed code.
Result<SecretBytes> typed_symbols(std::string_view typed) {
    SecretBytes symbols(groups * group_size);
    std::size_t count = 0;
    for (const char c : typed) {
        if (c == ' ' || c == '-' || c == '\n' || c == '\r' || c == '\t') continue;
        const auto value = crockford_value(c);
        if (!value) {
            return bad_data("group " + std::to_string(count / group_size + 1) +
                                " has a character that no share has",
                            "type that group again; a share has only digits and letters");
        }
        if (count == symbols.size()) return bad_data("a share's code has 72 characters, not more");
        symbols.writable()[count++] = *value;
    }
    if (count == symbols.size()) return symbols;
    return bad_data("expected 72 characters, found " + std::to_string(count),
                    "type all twelve groups of six");
}

Result<void> check_alike(std::span<const Share> shares) {
    const Share& first = shares.front();
    for (const Share& share : shares) {
        TALLYSTICK_CHECK(check_numbers(share.index, share.needed, share.total));
        require(share.value.size() == value_size, "a share has 32 bytes");
        if (share.tally_key != first.tally_key) {
            return bad_data("share " + std::to_string(share.index) + " is of another round's key",
                            "leave it out and bring the share of this round");
        }
        if (share.needed != first.needed || share.total != first.total) {
            return bad_data("share " + std::to_string(share.index) + " comes from another split",
                            "shares made at different times do not fit together");
        }
    }
    for (std::size_t i = 0; i < shares.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (shares[i].index != shares[j].index) continue;
            return bad_data("share " + std::to_string(shares[i].index) + " is there twice",
                            "bring another person's share");
        }
    }
    return {};
}

// Every share must lie on the polynomials through `chosen`.
Result<void> check_all_fit(std::span<const Share> shares, std::span<const Share* const> chosen) {
    SecretBytes expected(value_size);
    for (const Share& share : shares) {
        interpolate(chosen, static_cast<std::uint8_t>(share.index), expected.writable());
        if (expected.equals(share.value.view())) continue;
        return bad_data("share " + std::to_string(share.index) + " does not fit the others",
                        "leave it out; ask its holder where it comes from");
    }
    return {};
}

}  // namespace

Share Share::clone() const {
    return {index, needed, total, tally_key, value.clone()};
}

Result<std::vector<Share>> split(const TallySecretKey& key, int needed, int total) {
    TALLYSTICK_CHECK(check_numbers(1, needed, total));
    // coefficients[0] is the secret, the others are random; one polynomial per byte.
    std::vector<SecretBytes> coefficients;
    coefficients.push_back(SecretBytes::copy_of(key.bytes()));
    for (int i = 1; i < needed; ++i) coefficients.push_back(SecretBytes::random(value_size));
    std::vector<Share> shares;
    for (int x = 1; x <= total; ++x) {
        Share share{x, needed, total, key.public_key(), SecretBytes(value_size)};
        const auto out = share.value.writable();
        for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c) {
            for (std::size_t i = 0; i < value_size; ++i) {
                out[i] = static_cast<std::uint8_t>(multiply(out[i], static_cast<std::uint8_t>(x)) ^
                                                   c->view()[i]);
            }
        }
        shares.push_back(std::move(share));
    }
    return shares;
}

Result<TallySecretKey> combine(std::span<const Share> shares) {
    if (shares.empty()) return bad_data("no share was given");
    TALLYSTICK_CHECK(check_alike(shares));
    const Share& first = shares.front();
    const auto needed = static_cast<unsigned>(first.needed);
    if (shares.size() < needed) {
        return bad_data("expected " + std::to_string(needed) + " shares, found " +
                            std::to_string(shares.size()),
                        "bring more holders of shares");
    }
    // Where more than enough are there, some choice of them may be right although one is wrong:
    // then the wrong one can be named.
    SecretBytes rebuilt(value_size);
    for (unsigned choice = 0; choice < 1U << shares.size(); ++choice) {
        if (static_cast<unsigned>(std::popcount(choice)) != needed) continue;
        std::vector<const Share*> chosen;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            if ((choice >> i & 1) != 0) chosen.push_back(&shares[i]);
        }
        interpolate(chosen, 0, rebuilt.writable());
        TallySecretKey key = TallySecretKey::from_bytes(rebuilt.view());
        if (key.public_key() != first.tally_key) continue;
        TALLYSTICK_CHECK(check_all_fit(shares, chosen));
        return key;
    }
    return bad_data("these shares do not rebuild the round's key: one or more of them are wrong",
                    "bring other holders' shares, or one more to find the wrong one");
}

SecretBytes share_code(const Share& share) {
    const SecretBytes payload = payload_of(share);
    std::string text = to_crockford(payload.view());
    SecretBytes data(data_symbols);
    for (std::size_t i = 0; i < payload_symbols; ++i) {
        data.writable()[i] = crockford_value(text[i]).value_or(0);
    }
    wipe(text);
    const auto check = checksum(share.tally_key, payload.view());
    std::copy(check.begin(), check.end(), data.writable().begin() + payload_symbols);
    SecretBytes code(groups * (group_size + 1) - 1);
    std::size_t at = 0;
    const auto write = [&](char c) { code.writable()[at++] = static_cast<std::uint8_t>(c); };
    for (std::size_t g = 0; g < groups; ++g) {
        if (g > 0) write('-');
        const auto group = data.view().subspan(g * group_data, group_data);
        for (const std::uint8_t value : group) write(crockford_symbols[value]);
        write(crockford_symbols[check_symbol(group, g)]);
    }
    return code;
}

Result<Share> parse_share_code(std::string_view typed, const TallyPublicKey& key) {
    TALLYSTICK_TRY(symbols, typed_symbols(typed));
    std::string data;
    data.reserve(data_symbols);
    for (std::size_t g = 0; g < groups; ++g) {
        const auto group = symbols.view().subspan(g * group_size, group_size);
        if (check_symbol(group.first(group_data), g) != group.back()) {
            wipe(data);
            return bad_data("group " + std::to_string(g + 1) + " of 12 is mistyped",
                            "type that group again from the paper");
        }
        for (const std::uint8_t value : group.first(group_data)) data += crockford_symbols[value];
    }
    SecretBytes payload(payload_size);
    const bool read =
        read_crockford(std::string_view(data).substr(0, payload_symbols), payload.writable());
    require(read, "56 symbols are 35 bytes");
    const auto check = checksum(key, payload.view());
    bool fits = true;
    for (std::size_t i = 0; i < check.size(); ++i) {
        fits = fits && data[payload_symbols + i] == crockford_symbols[check[i]];
    }
    wipe(data);
    if (!fits) {
        return bad_data("this share is of another round's key, or mistyped",
                        "compare the round's name on the paper, then type it again");
    }
    const auto bytes = payload.view();
    TALLYSTICK_CHECK(check_numbers(bytes[0], bytes[1], bytes[2]));
    return Share{bytes[0], bytes[1], bytes[2], key, SecretBytes::copy_of(bytes.subspan(3))};
}

SecretBytes share_file(const Share& share) {
    const FieldWriter head = std::move(FieldWriter(file_type)
                                           .add("tally-key", share.tally_key)
                                           .add("index", share.index)
                                           .add("needed", share.needed)
                                           .add("total", share.total));
    const SecretBytes code = share_code(share);
    constexpr std::string_view keyword = "code ";
    SecretBytes file(head.text().size() + keyword.size() + code.size() + 1);
    auto out = std::copy(head.text().begin(), head.text().end(), file.writable().begin());
    out = std::copy(keyword.begin(), keyword.end(), out);
    out = std::copy(code.view().begin(), code.view().end(), out);
    *out = '\n';
    return file;
}

Result<Share> parse_share_file(std::string_view text) {
    TALLYSTICK_TRY(fields, FieldReader::open(text, file_type, Found::withheld));
    TALLYSTICK_TRY(key, fields.take_hex<TallyPublicKey>("tally-key"));
    TALLYSTICK_TRY(index, fields.take_integer("index", 1, Share::most_shares));
    TALLYSTICK_TRY(needed, fields.take_integer("needed", 1, Share::most_shares));
    TALLYSTICK_TRY(total, fields.take_integer("total", 1, Share::most_shares));
    TALLYSTICK_TRY(code, fields.take("code"));
    auto parsed = parse_share_code(code, key);
    if (!parsed) return fields.here(parsed.error());
    TALLYSTICK_CHECK(fields.finish());
    Share share = std::move(parsed).value();
    if (share.index != index || share.needed != needed || share.total != total) {
        return bad_data("the lines index, needed and total are not those inside the code");
    }
    if (!share_code(share).equals(view_of(code))) {
        return bad_data("line 6: the code is not written as twelve groups of six capitals");
    }
    return share;
}

}  // namespace tallystick::crypto
