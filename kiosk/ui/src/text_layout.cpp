// SPDX-License-Identifier: GPL-3.0-or-later
#include "text_layout.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <utility>

namespace tallystick::ui {

namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using GPointer = std::unique_ptr<T, Unref>;

struct FreeAttributes {
    void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
struct FreeDescription {
    void operator()(PangoFontDescription* d) const { pango_font_description_free(d); }
};
struct FreeIterator {
    void operator()(PangoLayoutIter* i) const { pango_layout_iter_free(i); }
};

// The paragraph's base direction is that of most of its letters: a sentence that is only there in
// English keeps its full stop at its own end on an Urdu screen, and an Urdu one that begins with
// "Wi-Fi" stays Urdu. What is isolated has its own direction and is not asked; a text without
// letters is as the style says.
bool reads_right_to_left(std::string_view text, Direction otherwise) {
    constexpr gunichar first_isolate = 0x2066;
    constexpr gunichar last_isolate = 0x2068;
    constexpr gunichar end_of_isolate = 0x2069;
    int right_to_left = 0;
    int left_to_right = 0;
    int inside = 0;
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); at < end; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char_validated(at, end - at);
        if (c >= first_isolate && c <= last_isolate) ++inside;
        if (c == end_of_isolate && inside > 0) --inside;
        if (inside > 0 || g_unichar_isalpha(c) == FALSE) continue;
        const hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), c);
        const bool rtl = hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL;
        ++(rtl ? right_to_left : left_to_right);
    }
    if (right_to_left != left_to_right) return right_to_left > left_to_right;
    return otherwise == Direction::right_to_left;
}

// Families in the order they are asked; the list is complete, so nothing is left to fontconfig's
// own taste or the machine's locale. Only the order of scripts that share letters matters.
std::string families(std::string_view language, Hand hand) {
    const std::string_view base = language.substr(0, language.find('-'));
    std::string list = "Inter";
    if (is_nastaliq(language, hand)) list += ",Noto Nastaliq Urdu";
    list +=
        ",Noto Sans,Noto Sans Arabic,Noto Nastaliq Urdu,Noto Sans Bengali,Noto Sans Gurmukhi,"
        "Noto Sans Gujarati,Noto Sans Devanagari,Noto Sans Tamil,Noto Sans Telugu,"
        "Noto Sans Malayalam,Noto Sans Sinhala,Noto Sans Hebrew,Noto Sans Thai,"
        "Noto Sans Ethiopic,Noto Sans Armenian,Noto Sans Georgian";
    if (base == "ja") list += ",Noto Sans CJK JP";
    if (base == "ko") list += ",Noto Sans CJK KR";
    if (language == "zh-TW" || language == "zh-Hant") list += ",Noto Sans CJK TC";
    if (language == "zh-HK") list += ",Noto Sans CJK HK";
    return list + ",Noto Sans CJK SC";
}

bool has_tall_lines(std::string_view language, Hand hand) {
    const std::string_view base = language.substr(0, language.find('-'));
    return base == "ar" || base == "fa" || base == "ps" || base == "sd" || base == "ug" ||
           (base == "ur" && hand == Hand::low);
}

PangoWeight weight_of(Weight weight) {
    switch (weight) {
        case Weight::regular:
            return PANGO_WEIGHT_NORMAL;
        case Weight::medium:
            return PANGO_WEIGHT_MEDIUM;
        case Weight::semibold:
            return PANGO_WEIGHT_SEMIBOLD;
        case Weight::bold:
            return PANGO_WEIGHT_BOLD;
    }
    return PANGO_WEIGHT_NORMAL;
}

std::string escaped(const std::string& path) {
    gchar* text = g_markup_escape_text(path.c_str(), -1);
    std::string result = text;
    g_free(text);
    return result;
}

FcConfig* load_fonts(const std::string& fonts_conf, const std::string& cache_directory) {
    FcConfig* config = FcConfigCreate();
    std::string wrapper = "<?xml version=\"1.0\"?><fontconfig>";
    if (!cache_directory.empty())
        wrapper += "<cachedir>" + escaped(cache_directory) + "</cachedir>";
    wrapper += "<include>" + escaped(fonts_conf) + "</include></fontconfig>";
    const auto* bytes = reinterpret_cast<const FcChar8*>(wrapper.c_str());
    if (FcConfigParseAndLoadFromMemory(config, bytes, FcTrue) == FcTrue &&
        FcConfigBuildFonts(config) == FcTrue)
        return config;
    FcConfigDestroy(config);
    return nullptr;
}

bool has_family(FcConfig* config, const char* family) {
    FcPattern* pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
    FcObjectSet* objects = FcObjectSetBuild(FC_FILE, nullptr);
    FcFontSet* set = FcFontList(config, pattern, objects);
    const bool found = set != nullptr && set->nfont > 0;
    if (set != nullptr) FcFontSetDestroy(set);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(pattern);
    return found;
}

// Fonts of one configuration, kept until the process ends: threads that Pango started for a text
// may look at their map after the text is gone, so it must not go either. nullptr, and why in
// `problem`.
PangoFontMap* fonts_of(const std::string& fonts_conf, const std::string& cache_directory,
                       std::string& problem) {
    static auto& all = *new std::map<std::string, PangoFontMap*>;
    PangoFontMap*& map = all[fonts_conf + '\n' + cache_directory];
    if (map != nullptr) return map;
    if (!std::ifstream(fonts_conf)) {
        problem = fonts_conf + ": cannot be read";
        return nullptr;
    }
    FcConfig* config = load_fonts(fonts_conf, cache_directory);
    if (config == nullptr) {
        problem = fonts_conf + ": is not a font configuration";
        return nullptr;
    }
    for (const char* family : {"Inter", "Noto Sans"}) {
        if (has_family(config, family)) continue;
        problem = std::string("font ") + family +
                  " is not installed (Debian packages fonts-inter, fonts-noto-core)";
        FcConfigDestroy(config);
        return nullptr;
    }
    map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 96);
    return map;
}

}  // namespace

struct Typesetter::State {
    PangoFontMap* map = nullptr;
    // One for each language and direction: a change in a context sets its texts again.
    std::map<std::string, GPointer<PangoContext>> contexts;
    double capital_of_em = 0.727;

    [[nodiscard]] PangoContext* context(std::string_view text, const TextStyle& style);
    void measure_capital();
    [[nodiscard]] GPointer<PangoLayout> layout(std::string_view text, const TextStyle& style,
                                               double em_px);
};

void set_attributes(PangoLayout* layout, const TextStyle& style, double em_px) {
    const std::unique_ptr<PangoAttrList, FreeAttributes> list(pango_attr_list_new());
    if (style.role != FontRole::text) {
        const bool code = style.role == FontRole::code;
        pango_attr_list_insert(list.get(),
                               pango_attr_font_features_new(code ? "tnum, zero, ss02" : "tnum"));
        if (code)
            pango_attr_list_insert(list.get(), pango_attr_letter_spacing_new(
                                                   static_cast<int>(em_px * 0.06 * PANGO_SCALE)));
    }
    // Noto Sans Arabic leaves room for vowel signs of the Koran: lines of 2.1 em, of which running
    // text, measured over the kiosk's own sentences, uses from 1.1 above to 0.6 below.
    if (has_tall_lines(style.language, style.hand))
        pango_attr_list_insert(list.get(), pango_attr_line_height_new(0.82));
    pango_layout_set_attributes(layout, list.get());
}

PangoContext* Typesetter::State::context(std::string_view text, const TextStyle& style) {
    const bool rtl = reads_right_to_left(text, style.direction);
    GPointer<PangoContext>& made = contexts[style.language + (rtl ? '<' : '>')];
    if (made != nullptr) return made.get();
    made.reset(pango_font_map_create_context(map));
    PangoContext* c = made.get();
    pango_context_set_language(c, pango_language_from_string(style.language.c_str()));
    pango_context_set_base_dir(c, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON);
    pango_cairo_context_set_font_options(c, options);
    cairo_font_options_destroy(options);
    return c;
}

// The height of H in an em of 1000 px, since text sizes are given by it.
void Typesetter::State::measure_capital() {
    const GPointer<PangoLayout> h = layout("H", TextStyle{}, 1000);
    PangoRectangle ink;
    pango_layout_get_pixel_extents(h.get(), &ink, nullptr);
    if (ink.height > 500 && ink.height < 900) capital_of_em = ink.height / 1000.0;
}

GPointer<PangoLayout> Typesetter::State::layout(std::string_view text, const TextStyle& style,
                                                double em_px) {
    const bool rtl = style.direction == Direction::right_to_left;
    GPointer<PangoLayout> layout(pango_layout_new(context(text, style)));
    PangoLayout* l = layout.get();

    const std::unique_ptr<PangoFontDescription, FreeDescription> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), families(style.language, style.hand).c_str());
    pango_font_description_set_weight(font.get(), weight_of(style.weight));
    pango_font_description_set_absolute_size(font.get(), std::round(em_px * PANGO_SCALE));
    pango_layout_set_font_description(l, font.get());

    set_attributes(l, style, em_px);
    // Lines keep the paragraph's direction, not that of their first letter; which side they start
    // on is the style's.
    pango_layout_set_auto_dir(l, FALSE);
    if (style.align == Align::centre)
        pango_layout_set_alignment(l, PANGO_ALIGN_CENTER);
    else
        pango_layout_set_alignment(
            l, (style.align == Align::end) != rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    if (style.width_px > 0) pango_layout_set_width(l, style.width_px * PANGO_SCALE);
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    if (style.overflow == Overflow::ellipsis && style.width_px > 0) {
        pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
        pango_layout_set_height(l, -std::max(style.max_lines, 1));
    }
    if (style.line_spacing != 1.0F) pango_layout_set_line_spacing(l, style.line_spacing);
    pango_layout_set_text(l, text.data(), static_cast<int>(text.size()));
    return layout;
}

namespace {

// A line that begins where no line may break begins inside a word.
bool breaks_words(PangoLayout* layout) {
    int count = 0;
    const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout, &count);
    const char* text = pango_layout_get_text(layout);
    for (int line = 1; line < pango_layout_get_line_count(layout); ++line) {
        const int at = pango_layout_get_line_readonly(layout, line)->start_index;
        const auto character = static_cast<int>(g_utf8_pointer_to_offset(text, text + at));
        if (character < count && attributes[character].is_line_break == 0) return true;
    }
    return false;
}

int last_baseline(PangoLayout* layout) {
    const std::unique_ptr<PangoLayoutIter, FreeIterator> lines(pango_layout_get_iter(layout));
    while (pango_layout_iter_next_line(lines.get()) != FALSE) {
    }
    return PANGO_PIXELS(pango_layout_iter_get_baseline(lines.get()));
}

TextMetrics metrics_of(PangoLayout* layout) {
    TextMetrics metrics;
    int width = 0;
    for (int line = 0; line < pango_layout_get_line_count(layout); ++line) {
        PangoRectangle logical;
        pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, line), nullptr,
                                      &logical);
        width = std::max(width, logical.width);
    }
    metrics.width = PANGO_PIXELS_CEIL(width);
    PangoRectangle ink;
    PangoRectangle logical_all;
    pango_layout_get_pixel_extents(layout, &ink, &logical_all);
    metrics.height = logical_all.height;
    if (ink.height > 0) {
        metrics.ink_top = ink.y;
        metrics.ink_bottom = ink.y + ink.height;
    }
    metrics.baseline = PANGO_PIXELS(pango_layout_get_baseline(layout));
    metrics.last_baseline = last_baseline(layout);
    metrics.lines = pango_layout_get_line_count(layout);
    metrics.cut = pango_layout_is_ellipsized(layout) != FALSE;
    metrics.missing = pango_layout_get_unknown_glyphs_count(layout);
    metrics.broken_word = breaks_words(layout);
    return metrics;
}

Typesetter::Drawn draw_layout(PangoLayout* layout) {
    Typesetter::Drawn drawn;
    PangoRectangle ink;
    pango_layout_get_pixel_extents(layout, &ink, nullptr);
    if (ink.width <= 0 || ink.height <= 0) return drawn;
    // One pixel more on each side, as extents leave out the blur of anti-aliasing.
    drawn.x = ink.x - 1;
    drawn.y = ink.y - 1;
    drawn.width = ink.width + 2;
    drawn.height = ink.height + 2;
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, drawn.width);
    const auto width = static_cast<std::size_t>(drawn.width);
    const auto height = static_cast<std::size_t>(drawn.height);
    std::vector<std::uint8_t> rows(static_cast<std::size_t>(stride) * height);
    cairo_surface_t* surface = cairo_image_surface_create_for_data(
        rows.data(), CAIRO_FORMAT_A8, drawn.width, drawn.height, stride);
    cairo_t* cairo = cairo_create(surface);
    cairo_translate(cairo, -drawn.x, -drawn.y);
    pango_cairo_show_layout(cairo, layout);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    drawn.coverage.resize(width * height);
    for (std::size_t y = 0; y < height; ++y)
        std::copy_n(rows.data() + y * static_cast<std::size_t>(stride), width,
                    drawn.coverage.data() + y * width);
    return drawn;
}

class PangoLines final : public Typesetter::Lines {
public:
    PangoLines(GPointer<PangoLayout> set, int shift) : layout(std::move(set)), shift_px(shift) {}
    static const PangoLines& of(const Typesetter::Lines& lines) {
        return static_cast<const PangoLines&>(lines);
    }
    const GPointer<PangoLayout> layout;
    const int shift_px;  // to the right: lines narrower than the text's width stand at their side
};

// How wide lines must be set so that no short rest stands alone on the last one: "dementia" under
// a whole line, or one character of Chinese. As many lines as before, and no word broken. 0 where
// the text is well as it is. Long texts stay as they are, for each try sets all of it again.
int balanced_width(PangoLayout* layout, int width_px) {
    constexpr int most_lines = 6;
    constexpr double least_rest = 0.25;  // of the widest line
    const int lines = pango_layout_get_line_count(layout);
    if (lines < 2 || lines > most_lines || pango_layout_is_ellipsized(layout) != FALSE) return 0;
    double all = 0;
    double widest = 0;
    double last = 0;
    for (int line = 0; line < lines; ++line) {
        PangoRectangle logical;
        pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, line), nullptr,
                                      &logical);
        last = logical.width;
        all += last;
        widest = std::max(widest, last);
    }
    if (last == 0 || last >= least_rest * widest || breaks_words(layout)) return 0;
    for (const double spare : {1.04, 1.1, 1.2}) {
        const int narrower = static_cast<int>(all / lines * spare / PANGO_SCALE) + 1;
        if (narrower >= width_px) return 0;
        pango_layout_set_width(layout, narrower * PANGO_SCALE);
        if (pango_layout_get_line_count(layout) == lines && !breaks_words(layout) &&
            pango_layout_is_ellipsized(layout) == FALSE)
            return narrower;
    }
    return 0;
}

// To the right, where lines of `narrower` pixels are aligned within `width`.
int shift_of(PangoLayout* layout, int narrower, int width) {
    switch (pango_layout_get_alignment(layout)) {
        case PANGO_ALIGN_LEFT:
            return 0;
        case PANGO_ALIGN_CENTER:
            return (width - narrower) / 2;
        case PANGO_ALIGN_RIGHT:
            return width - narrower;
    }
    return 0;
}

}  // namespace

Typesetter::Typesetter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Typesetter::~Typesetter() = default;

std::unique_ptr<Typesetter> Typesetter::create(const std::string& fonts_conf,
                                               const std::string& cache_directory,
                                               std::string& problem) {
    PangoFontMap* map = fonts_of(fonts_conf, cache_directory, problem);
    if (map == nullptr) return nullptr;
    auto state = std::make_unique<State>();
    state->map = map;
    state->measure_capital();
    return std::unique_ptr<Typesetter>(new Typesetter(std::move(state)));
}

std::unique_ptr<Typesetter::Lines> Typesetter::set(std::string_view text, const TextStyle& style) {
    GPointer<PangoLayout> layout =
        m_state->layout(text, style, style.capital_px / m_state->capital_of_em);
    int shift = 0;
    if (style.width_px > 0) {
        const int narrower = balanced_width(layout.get(), style.width_px);
        if (narrower > 0)
            shift = shift_of(layout.get(), narrower, style.width_px);
        else
            pango_layout_set_width(layout.get(), style.width_px * PANGO_SCALE);
    }
    return std::make_unique<PangoLines>(std::move(layout), shift);
}

TextMetrics Typesetter::measure(const Lines& lines) {
    return metrics_of(PangoLines::of(lines).layout.get());
}

Typesetter::Drawn Typesetter::draw(const Lines& lines) {
    Drawn drawn = draw_layout(PangoLines::of(lines).layout.get());
    drawn.x += PangoLines::of(lines).shift_px;
    return drawn;
}

std::vector<std::string> Typesetter::font_files(std::string_view text, const TextStyle& style) {
    const GPointer<PangoLayout> layout =
        m_state->layout(text, style, style.capital_px / m_state->capital_of_em);
    std::vector<std::string> files;
    const std::unique_ptr<PangoLayoutIter, FreeIterator> runs(pango_layout_get_iter(layout.get()));
    do {
        const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(runs.get());
        if (run == nullptr) continue;
        FcPattern* pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(run->item->analysis.font));
        FcChar8* file = nullptr;
        if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch) continue;
        const std::string path = reinterpret_cast<const char*>(file);
        if (std::find(files.begin(), files.end(), path) == files.end()) files.push_back(path);
    } while (pango_layout_iter_next_run(runs.get()) != FALSE);
    return files;
}

}  // namespace tallystick::ui
