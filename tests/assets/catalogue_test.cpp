// SPDX-License-Identifier: GPL-3.0-or-later
// Every sentence of the programs stands in the catalogue of every language, whole: translated, in
// as many plural forms as the language has, with the same named parts. Easy Read keeps its rule.
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "po_file.h"

namespace tallystick::assets_test {
namespace {

struct Language {
    const char* code;
    std::size_t forms;
    const char* rule;  // as the Unicode plural rules have it for whole numbers
};

// Names the tests; without it their names would hold addresses.
void PrintTo(const Language& language, std::ostream* out) {
    *out << language.code;
}

constexpr const char* one_other = "plural=(n != 1);";
constexpr const char* indic = "plural=(n > 1);";
constexpr const char* slavic =
    "plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);";
constexpr Language languages[] = {
    {"en", 2, one_other},
    {"en@easy", 2, one_other},
    {"cy", 6, "plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"},
    {"pl", 3, "plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"},
    {"ur", 2, one_other},
    {"zh", 1, "plural=0;"},
    {"ro", 3, "plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);"},
    {"pa", 2, indic},
    {"bn", 2, indic},
    {"gu", 2, indic},
    {"ar", 6,
     "plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"},
    {"so", 2, one_other},
    {"uk", 3, slavic},
};

const std::string folder = TALLYSTICK_ASSETS "/po/";

class Catalogue : public testing::TestWithParam<std::tuple<std::string, Language>> {
protected:
    void SetUp() override {
        const auto& [domain, language] = GetParam();
        const std::string base = folder + domain + "/";
        auto pot = read_po(base + domain + ".pot");
        auto po = read_po(base + language.code + ".po");
        ASSERT_TRUE(pot) << base << domain << ".pot is missing: run scripts/strings";
        ASSERT_TRUE(po) << base << language.code << ".po is missing";
        m_template = *pot;
        m_catalogue = *po;
    }
    PoFile m_template, m_catalogue;
};

// The names between braces, with how often each occurs.
std::multiset<std::string> parts_of(const std::string& text) {
    std::multiset<std::string> parts;
    for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1))
        parts.insert(text.substr(open, text.find('}', open) - open + 1));
    return parts;
}

TEST_P(Catalogue, HasTheHeaderOfItsLanguage) {
    const Language language = std::get<1>(GetParam());
    EXPECT_EQ(m_catalogue.field("Language"), language.code);
    EXPECT_EQ(m_catalogue.field("Plural-Forms"),
              "nplurals=" + std::to_string(language.forms) + "; " + language.rule);
    EXPECT_EQ(m_catalogue.field("Content-Type"), "text/plain; charset=UTF-8");
}

TEST_P(Catalogue, SaysWhetherSomebodyReviewedIt) {
    const std::string review = m_catalogue.field("X-Review");
    const bool source = std::string(std::get<1>(GetParam()).code) == "en";
    EXPECT_TRUE(review == "machine-drafted, awaiting native review" ||
                review.rfind("reviewed by ", 0) == 0 || (source && review == "source language"))
        << review;
    if (review.rfind("machine", 0) == 0) {
        EXPECT_NE(m_catalogue.comments.find(review), std::string::npos)
            << "the comment above the header says it as well";
    }
}

TEST_P(Catalogue, HasEverySentenceAndNoOther) {
    for (const Message& wanted : m_template.messages) {
        const Message* found = m_catalogue.find(wanted.id);
        if (found == nullptr)
            ADD_FAILURE() << "missing: " << wanted.id;
        else
            EXPECT_EQ(found->plural, wanted.plural) << wanted.id;
    }
    for (const Message& message : m_catalogue.messages)
        EXPECT_NE(m_template.find(message.id), nullptr) << "no longer said: " << message.id;
}

TEST_P(Catalogue, TranslatesEverySentenceInEveryForm) {
    const Language language = std::get<1>(GetParam());
    for (const Message& message : m_catalogue.messages) {
        EXPECT_FALSE(message.fuzzy) << message.id;
        EXPECT_EQ(message.translations.size(), message.plural.empty() ? 1U : language.forms)
            << message.id;
        for (const std::string& text : message.translations)
            EXPECT_FALSE(text.empty()) << "untranslated: " << message.id;
    }
}

// A plural form may leave the number out (a dual says it already), but never invent a part.
TEST_P(Catalogue, KeepsTheNamedParts) {
    for (const Message& message : m_catalogue.messages)
        for (const std::string& text : message.translations) {
            std::multiset<std::string> wanted = parts_of(message.id), found = parts_of(text);
            if (!message.plural.empty()) {
                wanted.erase("{count}");
                found.erase("{count}");
            }
            EXPECT_EQ(found, wanted) << message.id << "\n  " << text;
        }
    // The last form is the one of large numbers; there the number must stand.
    for (const Message& message : m_catalogue.messages)
        if (message.plural.find("{count}") != std::string::npos && !message.translations.empty()) {
            EXPECT_NE(message.translations.back().find("{count}"), std::string::npos) << message.id;
        }
}

// “Yes, cast my vote” in a sentence means the button of that name, as it is called in the language.
TEST_P(Catalogue, QuotesButtonsByTheirNames) {
    constexpr std::string_view open = "“", close = "”";
    for (const Message& message : m_catalogue.messages) {
        const std::size_t from = message.id.find(open), to = message.id.find(close);
        if (from == message.id.npos || to == message.id.npos) continue;
        const std::string name = message.id.substr(from + open.size(), to - from - open.size());
        const Message* button = m_catalogue.find(name);
        if (button == nullptr) continue;
        for (const std::string& text : message.translations)
            EXPECT_NE(text.find(button->translations.front()), std::string::npos)
                << name << " is called " << button->translations.front() << "\n  " << text;
    }
}

// What stands between quotation marks, of whichever kind the language uses.
std::vector<std::string> quoted_in(const std::string& text) {
    constexpr std::pair<std::string_view, std::string_view> kinds[] = {
        {"“", "”"}, {"„", "”"}, {"«", "»"}};
    std::vector<std::string> quoted;
    for (const auto& [open, close] : kinds)
        for (std::size_t from = text.find(open); from != text.npos; from = text.find(open, from)) {
            from += open.size();
            quoted.push_back(text.substr(from, text.find(close, from) - from));
        }
    return quoted;
}

// A translation may name a button where the English does not; its name is known all the same.
TEST_P(Catalogue, QuotesOnlyWhatTheLanguageSays) {
    std::set<std::string> said;
    for (const Message& message : m_catalogue.messages)
        said.insert(message.translations.begin(), message.translations.end());
    for (const Message& message : m_catalogue.messages)
        for (const std::string& text : message.translations)
            for (const std::string& name : quoted_in(text)) {
                const bool filled_in_later = name.find('{') == 0;
                EXPECT_TRUE(filled_in_later || said.count(name) == 1)
                    << "nothing is called " << name << "\n  " << text;
            }
}

TEST_P(Catalogue, HasNothingThatAScreenCannotShow) {
    for (const Message& message : m_catalogue.messages)
        for (const std::string& text : message.translations) {
            if (text.empty()) continue;
            EXPECT_TRUE(text.front() != ' ' && text.back() != ' ') << "space at an end: " << text;
            for (const char c : text)
                EXPECT_TRUE(static_cast<unsigned char>(c) >= 32) << "control character: " << text;
            for (const char* hidden : {"\u200E", "\u200F", "\u202A", "\u202B", "\u202D", "\u202E",
                                       "\u2028", "\u2029", "\uFEFF"})
                EXPECT_EQ(text.find(hidden), std::string::npos) << "direction control: " << text;
        }
}

std::string test_name(const testing::TestParamInfo<Catalogue::ParamType>& info) {
    std::string name = std::get<0>(info.param) + "_" + std::get<1>(info.param).code;
    for (char& c : name)
        if (c == '@') c = '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, Catalogue,
                         testing::Combine(testing::Values(std::string("kiosk"),
                                                          std::string("pages")),
                                          testing::ValuesIn(languages)),
                         test_name);

class EasyRead : public testing::TestWithParam<std::string> {};

// One idea a sentence, at most 15 words.
TEST_P(EasyRead, KeepsSentencesShort) {
    const auto easy = read_po(folder + GetParam() + "/en@easy.po");
    ASSERT_TRUE(easy);
    for (const Message& message : easy->messages)
        for (const std::string& text : message.translations) {
            std::istringstream words(text);
            std::string word;
            int count = 0;
            while (words >> word) {
                EXPECT_LE(++count, 15) << text;
                if (word.find_first_of(".?!:") != word.npos) count = 0;
            }
        }
}

INSTANTIATE_TEST_SUITE_P(All, EasyRead, testing::Values("kiosk", "pages"),
                         [](const auto& suite) { return suite.param; });

}  // namespace
}  // namespace tallystick::assets_test
