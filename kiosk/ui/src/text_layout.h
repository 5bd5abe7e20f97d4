// SPDX-License-Identifier: GPL-3.0-or-later
// One text set and drawn by Pango and Cairo, without any cache. Keeps their headers out of the
// rest.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ui/text.h"

namespace tallystick::ui {

class Typesetter {
public:
    // Lines that are set, kept so that measuring and then drawing sets them once.
    class Lines {
    public:
        virtual ~Lines() = default;
    };
    struct Drawn {
        int x = 0;  // of the picture, from the text's top left corner
        int y = 0;
        int width = 0;
        int height = 0;
        std::vector<std::uint8_t> coverage;  // empty if nothing is to be seen
    };

    [[nodiscard]] static std::unique_ptr<Typesetter> create(const std::string& fonts_conf,
                                                            const std::string& cache_directory,
                                                            std::string& problem);
    ~Typesetter();
    Typesetter(const Typesetter&) = delete;
    Typesetter& operator=(const Typesetter&) = delete;

    [[nodiscard]] std::unique_ptr<Lines> set(std::string_view text, const TextStyle& style);
    [[nodiscard]] static TextMetrics measure(const Lines& lines);
    [[nodiscard]] static Drawn draw(const Lines& lines);
    [[nodiscard]] std::vector<std::string> font_files(std::string_view text,
                                                      const TextStyle& style);

private:
    struct State;
    explicit Typesetter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace tallystick::ui
