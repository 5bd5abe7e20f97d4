// SPDX-License-Identifier: GPL-3.0-or-later
// Paints placed elements into ImGui draw lists: boxes with rounded corners, texts by Pango, icons,
// pictures, QR codes, bars and the focus ring. Colours come from the theme by meaning alone.
#pragma once

#include <map>
#include <string>

#include <imgui.h>

#include <ui/focus.h>
#include <ui/image.h>
#include <ui/qr.h>

#include "layout.h"

namespace tallystick::ui {

struct Brushes {
    TextEngine& text;
    Icons& icons;
    Pictures& pictures;
    Textures& textures;
};

// QR textures by content and size; forgotten with the voter.
class QrCache {
public:
    explicit QrCache(Textures& textures) : m_textures(textures) {}
    ~QrCache() { clear(); }
    QrCache(const QrCache&) = delete;
    QrCache& operator=(const QrCache&) = delete;
    [[nodiscard]] const QrImage* get(const std::string& bytes, int side);
    void clear();

private:
    Textures& m_textures;
    std::map<std::pair<std::string, int>, QrImage> m_images;
};

class Painter {
public:
    Painter(ImDrawList& list, const Brushes& brushes, QrCache& qrs, const Layout& layout,
            const Theme& theme, const std::string& pressed);

    void paint(const Element& e);
    void paint_box(const Element& e);  // without its children
    void band(const Rect& rect);       // header or footer: surface with a hairline
    void fill(const Rect& rect, Color color);
    void ring(const Rect& rect, Ring width);

private:
    struct Inks {
        Color normal;
        Color soft;
        bool on_page;  // on ground or surface, where accents are legible
    };
    void paint(const Element& e, const Inks& inks);
    void box(const Element& e, Inks& inks);
    void filled(const Rect& rect, const Tone& tone, float radius, float edge);
    void dashes(const Rect& rect, Color color, float radius, float width);
    void text(const Element& e, const Inks& inks);
    void picture(const Element& e);
    void qr(const Element& e);
    void bar(const Element& e);
    void discs(const Element& e);
    [[nodiscard]] Color ink(const Element& e, const Inks& inks) const;
    [[nodiscard]] float mm(double value) const { return m_layout.metrics().mm(value); }

    ImDrawList& m_list;
    Brushes m_brushes;
    QrCache& m_qrs;
    const Layout& m_layout;
    const Theme& m_theme;
    const std::string& m_pressed;
};

}  // namespace tallystick::ui
