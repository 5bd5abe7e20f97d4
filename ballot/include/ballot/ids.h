// SPDX-License-Identifier: GPL-3.0-or-later
// Names that cannot be mixed: a pot's id is not a proposal's. All are slugs
// [a-z0-9][a-z0-9-]{0,31} (docs/FORMAT.md "Slugs") and compare as bytes.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include <crypto/result.h>

namespace tallystick::ballot {

[[nodiscard]] bool is_slug(std::string_view text);

template <typename Tag>
class Slug {
public:
    Slug() = default;
    // Fails naming the text when it is not a slug.
    [[nodiscard]] static crypto::Result<Slug> parse(std::string_view text) {
        if (!is_slug(text))
            return crypto::bad_data("expected a name of 1 to 32 of a-z, 0-9 and '-', found '" +
                                    std::string(text) + "'");
        Slug slug;
        slug.m_text = std::string(text);
        return slug;
    }
    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool empty() const { return m_text.empty(); }
    friend auto operator<=>(const Slug&, const Slug&) = default;

private:
    std::string m_text;
};

using ProposalId = Slug<struct ProposalTag>;
using PotId = Slug<struct PotTag>;
using StyleId = Slug<struct StyleTag>;
using KioskId = Slug<struct KioskTag>;  // a kiosk's or a paper box's name
using ThemeId = Slug<struct ThemeTag>;

}  // namespace tallystick::ballot
