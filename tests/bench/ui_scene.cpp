// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui_scene.h"

namespace tallystick::bench {

namespace {

constexpr ImU32 ink = IM_COL32(15, 23, 42, 255);
constexpr ImU32 grey = IM_COL32(71, 85, 105, 255);
constexpr ImU32 line = IM_COL32(203, 213, 225, 255);
constexpr ImU32 blue = IM_COL32(30, 64, 175, 255);
constexpr ImU32 green = IM_COL32(4, 120, 87, 255);
constexpr ImU32 white = IM_COL32_WHITE;

struct Proposal {
    const char* pot;
    const char* cost;
    const char* title;
    const char* summary;
    ui::Icon icon;
    ImU32 accent;
};

const Proposal proposals[] = {
    {"Mill Ward", "£42,000", "Riverside playground rebuild",
     "New swings, a wheelchair-accessible roundabout and soft ground for the play area by the "
     "old mill.",
     ui::Icon::swing, IM_COL32(14, 116, 144, 255)},
    {"Centre", "£18,500", "Safe crossing on Castle Street",
     "A zebra crossing and wider kerb outside St Mary's Primary, with lighting for winter "
     "afternoons.",
     ui::Icon::crossing, IM_COL32(180, 83, 9, 255)},
    {"Market", "£12,000", "Repair café and tool library",
     "Shared tools, sewing machines and a weekly repair evening in the empty unit at Market Hall.",
     ui::Icon::wrench, IM_COL32(109, 40, 217, 255)},
    {"Canalside", "£24,000", "Forty street trees for Canal Road",
     "Native trees with watering bags, planted and looked after for three years by the parks "
     "team.",
     ui::Icon::tree, IM_COL32(21, 128, 61, 255)},
    {"Centre", "£30,000", "Warm hub at the library",
     "Longer winter opening hours, hot drinks and help with forms, from November to March.",
     ui::Icon::cup, IM_COL32(190, 18, 60, 255)},
    {"Albion", "£36,000", "Youth music studio",
     "Soundproof room, instruments and a part-time tutor at the community centre on Albion Road.",
     ui::Icon::music, IM_COL32(29, 78, 216, 255)},
};

}  // namespace

float Scene::put(float x, float y, float capital, ui::Weight weight, ImU32 colour,
                 const std::string& words, int width, const char* language) {
    ui::TextStyle style;
    style.capital_px = capital * m_scale;
    style.weight = weight;
    style.width_px = static_cast<int>(static_cast<float>(width) * m_scale);
    style.language = language;
    style.direction = ui::direction_of(language);
    return static_cast<float>(
               m_text.draw(*m_list, x * m_scale, y * m_scale, colour, words, style).width) /
           m_scale;
}

void Scene::header(float width) {
    const float s = m_scale;
    m_list->AddRectFilled(ImVec2(0, 0), ImVec2(width, 100 * s), white);
    m_list->AddRectFilled(ImVec2(0, 99 * s), ImVec2(width, 100 * s), line);
    m_list->AddRectFilled(ImVec2(40 * s, 20 * s), ImVec2(100 * s, 80 * s), blue, 14 * s);
    m_icons.draw(*m_list, ui::Icon::check, 46 * s, 26 * s, static_cast<int>(48 * s), white);
    put(120, 16, 21, ui::Weight::bold, ink, "Westbrook decides 2025");
    put(120, 54, 15, ui::Weight::regular, grey, "Participatory budget · Booth 03");
    struct Button {
        float x;
        float w;
        ui::Icon icon;
        const char* label;
    };
    for (const Button& b :
         {Button{775, 512, ui::Icon::globe, ""}, Button{1303, 196, ui::Icon::speaker, "Read aloud"},
          Button{1514, 76, ui::Icon::text_smaller, ""}, Button{1606, 86, ui::Icon::text_larger, ""},
          Button{1708, 170, ui::Icon::contrast, "Contrast"}}) {
        m_list->AddRect(ImVec2(b.x * s, 18 * s), ImVec2((b.x + b.w) * s, 82 * s), line, 32 * s, 0,
                        2 * s);
        m_icons.draw(*m_list, b.icon, (b.x + 18) * s, 36 * s, static_cast<int>(28 * s), ink);
        if (*b.label != 0) put(b.x + 54, 35, 15.5F, ui::Weight::semibold, ink, b.label);
    }
    float x = 830;
    const char* names[][2] = {{"English", "en"}, {"اردو", "ur"},  {"العربية", "ar"},
                              {"বাংলা", "bn"},   {"ਪੰਜਾਬੀ", "pa"}, {"中文", "zh"}};
    for (const auto& name : names)
        x += put(x, name[1][0] == 'u' ? 22.0F : 35.0F, 15.5F, ui::Weight::semibold, ink, name[0], 0,
                 name[1]) +
             22;
}

void Scene::card(int index, float x, float y, float w, float h) {
    const Proposal& p = proposals[index];
    const float s = m_scale;
    const bool in = ((chosen >> index) & 1) != 0;
    const auto at = [&](float dx, float dy) { return ImVec2((x + dx) * s, (y + dy) * s); };
    m_icons.shadow(*m_list, at(2, 6), at(w - 2, h + 4), 18 * s, static_cast<int>(18 * s),
                   IM_COL32(15, 23, 42, 46));
    m_list->AddRectFilled(at(0, 0), at(w, h), white, 18 * s);
    m_list->AddRect(at(1, 1), at(w - 1, h - 1), in ? green : line, 18 * s, 0,
                    (in ? 5.0F : 2.0F) * s);
    const ImU32 pale = (p.accent & ~IM_COL32_A_MASK) | (24U << IM_COL32_A_SHIFT);
    m_list->AddRectFilled(at(28, 28), at(96, 96), pale, 14 * s);
    m_icons.draw(*m_list, p.icon, (x + 40) * s, (y + 40) * s, static_cast<int>(44 * s), p.accent);
    put(x + 114, y + 28, 14, ui::Weight::semibold, p.accent, p.pot);
    put(x + 114, y + 48, 26, ui::Weight::bold, ink, p.cost);
    if (in) {
        m_list->AddRectFilled(at(w - 212, 40), at(w - 28, 84), IM_COL32(209, 250, 229, 255),
                              22 * s);
        m_icons.draw(*m_list, ui::Icon::check, (x + w - 200) * s, (y + 50) * s,
                     static_cast<int>(24 * s), green);
        put(x + w - 168, y + 49, 14.5F, ui::Weight::semibold, green, "In your ballot");
    }
    put(x + 28, y + 112, 20.5F, ui::Weight::bold, ink, p.title);
    put(x + 28, y + 154, 16, ui::Weight::regular, grey, p.summary, static_cast<int>(w - 56));
    m_list->AddRect(at(28, h - 102), at(198, h - 30), grey, 16 * s, 0, 2 * s);
    put(x + 70, y + h - 82, 18.5F, ui::Weight::semibold, ink, "Details");
    if (in) {
        m_list->AddRect(at(214, h - 102), at(w - 28, h - 30), green, 16 * s, 0, 3 * s);
        put(x + w / 2 + 45, y + h - 83, 20, ui::Weight::semibold, green, "Remove");
    } else {
        m_list->AddRectFilled(at(214, h - 102), at(w - 28, h - 30), blue, 16 * s);
        m_icons.draw(*m_list, ui::Icon::plus, (x + w / 2 + 40) * s, (y + h - 80) * s,
                     static_cast<int>(28 * s), white);
        put(x + w / 2 + 80, y + h - 83, 20, ui::Weight::semibold, white, "Add");
    }
}

void Scene::footer(float width, float height) {
    const float s = m_scale;
    const float top = height / s - 132;
    m_list->AddRectFilled(ImVec2(0, top * s), ImVec2(width, height), white);
    put(42, top + 20, 20, ui::Weight::bold, ink, "£96,000 of £120,000 used");
    put(1340, top + 20, 18, ui::Weight::semibold, green, "£24,000 left");
    const auto bar = [&](float from, float to, ImU32 colour) {
        m_list->AddRectFilled(ImVec2(from * s, (top + 66) * s), ImVec2(to * s, (top + 104) * s),
                              colour, 19 * s);
    };
    bar(40, 1492, IM_COL32(226, 232, 240, 255));
    bar(40, 1198, IM_COL32(190, 18, 60, 255));
    bar(40, 836, IM_COL32(21, 128, 61, 255));
    bar(40, 546, IM_COL32(14, 116, 144, 255));
    m_list->AddRectFilled(ImVec2(1540 * s, (top + 25) * s), ImVec2(1880 * s, (top + 109) * s),
                          green, 20 * s);
    put(1580, top + 49, 20, ui::Weight::semibold, white, "Review my ballot");
    m_icons.draw(*m_list, ui::Icon::chevron_right, 1824 * s, (top + 51) * s,
                 static_cast<int>(32 * s), white);
}

void Scene::draw(ImDrawList& list, float width, float height, float scale) {
    m_list = &list;
    m_scale = scale;
    list.AddRectFilled(ImVec2(0, 0), ImVec2(width, height), IM_COL32(241, 245, 249, 255));
    put(42, 124, 33, ui::Weight::bold, ink, "Choose the projects you want funded");
    put(42, 178, 17, ui::Weight::regular, grey,
        "Add any projects whose total cost fits in the £120,000 budget. You can change your mind "
        "until you cast your ballot.");
    for (int i = 0; i < 6; ++i)
        card(i, 42.0F + 623.0F * static_cast<float>(i % 3),
             234.0F + 361.0F * static_cast<float>(i / 3), 592, 332);
    header(width);
    footer(width, height);
}

}  // namespace tallystick::bench
