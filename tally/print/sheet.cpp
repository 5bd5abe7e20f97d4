// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheet.h"

#include <memory>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

namespace tallystick::print {
namespace {

constexpr double points_per_mm = 72.0 / 25.4;
constexpr double page_width = 210, page_height = 297;
// Two columns of five cards, each of a bank card's size.
constexpr double card_width = 85, card_height = 54;
constexpr int columns = 2, rows = 5;
constexpr double left = (page_width - columns * card_width) / 2;
constexpr double top = (page_height - rows * card_height) / 2;

struct Colour {
    double red, green, blue;
};
constexpr Colour ink{0.06, 0.11, 0.2}, soft{0.36, 0.42, 0.5}, accent{0.12, 0.25, 0.69};

class Canvas {
public:
    Canvas() {
        m_surface = cairo_pdf_surface_create_for_stream(
            append, &m_bytes, page_width * points_per_mm, page_height * points_per_mm);
        m_cairo = cairo_create(m_surface);
        cairo_scale(m_cairo, points_per_mm, points_per_mm);
        cairo_font_options_set_hint_metrics(m_font_options.get(), CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_hint_style(m_font_options.get(), CAIRO_HINT_STYLE_NONE);
    }
    ~Canvas() {
        if (m_cairo != nullptr) cairo_destroy(m_cairo);
        if (m_surface != nullptr) cairo_surface_destroy(m_surface);
    }
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    void next_page() { cairo_show_page(m_cairo); }

    crypto::Result<std::string> finish() {
        cairo_destroy(m_cairo);
        m_cairo = nullptr;
        cairo_surface_finish(m_surface);
        if (cairo_surface_status(m_surface) != CAIRO_STATUS_SUCCESS)
            return crypto::unreadable("the PDF could not be drawn");
        return std::move(m_bytes);
    }

    // Text in a box of `width` mm, at most `lines` lines; returns its height in mm.
    double text(double x, double y, double width, const std::string& words, const char* font,
                double millimetres, const Colour& colour, int lines = 1,
                PangoAlignment align = PANGO_ALIGN_LEFT) {
        PangoLayout* layout = pango_cairo_create_layout(m_cairo);
        // Without rounding to pixels, of which a page in millimetres has far too few.
        PangoContext* context = pango_layout_get_context(layout);
        pango_cairo_context_set_font_options(context, m_font_options.get());
        pango_context_set_round_glyph_positions(context, FALSE);
        PangoFontDescription* description = pango_font_description_from_string(font);
        pango_font_description_set_absolute_size(description, millimetres * PANGO_SCALE);
        pango_layout_set_font_description(layout, description);
        pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_height(layout, -lines);
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
        pango_layout_set_alignment(layout, align);
        pango_layout_set_text(layout, words.c_str(), -1);
        int height = 0;
        pango_layout_get_size(layout, nullptr, &height);
        cairo_set_source_rgb(m_cairo, colour.red, colour.green, colour.blue);
        cairo_move_to(m_cairo, x, y);
        pango_cairo_show_layout(m_cairo, layout);
        pango_font_description_free(description);
        g_object_unref(layout);
        return static_cast<double>(height) / PANGO_SCALE;
    }

    crypto::Result<void> qr(double x, double y, double size, const std::string& content) {
        const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
            QRcode_encodeString(content.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
        if (!code) return crypto::unreadable("the text is too long for a QR code");
        const double module = size / code->width;
        cairo_set_source_rgb(m_cairo, 0, 0, 0);
        for (int row = 0; row < code->width; ++row)
            for (int column = 0; column < code->width; ++column)
                if ((code->data[row * code->width + column] & 1) != 0)
                    cairo_rectangle(m_cairo, x + column * module, y + row * module, module, module);
        cairo_fill(m_cairo);
        return {};
    }

    void fill(double x, double y, double width, double height, const Colour& colour) {
        cairo_set_source_rgb(m_cairo, colour.red, colour.green, colour.blue);
        cairo_rectangle(m_cairo, x, y, width, height);
        cairo_fill(m_cairo);
    }

    void line(double x, double y, double to_x, double to_y) {
        cairo_set_source_rgb(m_cairo, 0.7, 0.7, 0.7);
        cairo_set_line_width(m_cairo, 0.15);
        cairo_move_to(m_cairo, x, y);
        cairo_line_to(m_cairo, to_x, to_y);
        cairo_stroke(m_cairo);
    }

private:
    static cairo_status_t append(void* bytes, const unsigned char* data, unsigned int size) {
        static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
        return CAIRO_STATUS_SUCCESS;
    }
    std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> m_font_options{
        cairo_font_options_create(), &cairo_font_options_destroy};
    std::string m_bytes;
    cairo_surface_t* m_surface = nullptr;
    cairo_t* m_cairo = nullptr;
};

// Short ticks in the margin: nothing to cut through is printed on the cards.
void cut_marks(Canvas& canvas) {
    for (int column = 0; column <= columns; ++column) {
        const double x = left + column * card_width;
        canvas.line(x, top - 6, x, top - 1);
        canvas.line(x, top + rows * card_height + 1, x, top + rows * card_height + 6);
    }
    for (int row = 0; row <= rows; ++row) {
        const double y = top + row * card_height;
        canvas.line(left - 6, y, left - 1, y);
        canvas.line(left + columns * card_width + 1, y, left + columns * card_width + 6, y);
    }
}

crypto::Result<void> draw_card(Canvas& canvas, double x, double y, const std::string& title,
                               const PrintedCard& card) {
    canvas.fill(x + 5, y + 5.6, 1.4, 9.4, accent);
    canvas.text(x + 8, y + 5, 44, title, "Inter Bold", 3.5, ink, 2);
    canvas.text(x + 8, y + 14.4, 44, "Voting card · " + card.style, "Inter Medium", 2.9, soft);
    TALLYSTICK_CHECK(canvas.qr(x + card_width - 31, y + 5.5, 26, card.code));
    canvas.text(x + 5, y + 21.5, 46,
                "Show this code to the kiosk, or type it. It works once and does not say who you "
                "are.",
                "Inter", 2.75, ink, 3);
    canvas.text(x + 5, y + 35.2, card_width - 10, card.code, "Noto Sans Mono SemiBold", 5.5, ink);
    canvas.text(x + 5, y + 45, 40, "Card " + card.label, "Noto Sans Mono", 2.7, soft);
    canvas.text(x + card_width - 45, y + 45, 40, "Keep it hidden until you vote", "Inter Medium",
                2.7, soft, 1, PANGO_ALIGN_RIGHT);
    return {};
}

}  // namespace

crypto::Result<std::string> draw_cards(const CardList& list) {
    Canvas canvas;
    for (std::size_t at = 0; at < list.cards.size(); ++at) {
        const std::size_t place = at % (columns * rows);
        if (place == 0) cut_marks(canvas);
        const double x = left + static_cast<double>(place % columns) * card_width;
        const double y = top + static_cast<double>(place / columns) * card_height;
        TALLYSTICK_CHECK(draw_card(canvas, x, y, list.title, list.cards[at]));
        if (place + 1 == columns * rows || at + 1 == list.cards.size()) canvas.next_page();
    }
    return canvas.finish();
}

crypto::Result<std::string> draw_poster(const Poster& poster) {
    Canvas canvas;
    double y = 24;
    y += canvas.text(20, y, 170, poster.title, "Inter Bold", 13, ink, 3) + 6;
    y += canvas.text(20, y, 170, poster.heading, "Inter Medium", 8, accent, 3) + 12;
    constexpr double size = 130;
    TALLYSTICK_CHECK(canvas.qr((page_width - size) / 2, y, size, poster.text));
    y += size + 12;
    canvas.text(20, y, 170, poster.text, "Noto Sans Mono", 5, ink, 8, PANGO_ALIGN_CENTER);
    canvas.next_page();
    return canvas.finish();
}

}  // namespace tallystick::print
