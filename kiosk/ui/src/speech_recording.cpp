// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded speech (ui/speech.h): any thread.
#include "ui/speech.h"

#include <SDL.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

namespace tallystick::ui {
namespace {

constexpr std::size_t longest_s = 120;

// How alike `a` and `b` are, by every fourth sample: enough to find the place.
double likeness(std::span<const std::int16_t> a, std::span<const std::int16_t> b) {
    double sum = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); i += 4)
        sum += static_cast<double>(a[i]) * b[i];
    return sum;
}

}  // namespace

std::optional<std::vector<std::int16_t>> read_recording(const std::string& file, int rate) {
    SDL_AudioSpec spec;
    Uint8* bytes = nullptr;
    Uint32 length = 0;
    if (SDL_LoadWAV(file.c_str(), &spec, &bytes, &length) == nullptr) return std::nullopt;
    const std::unique_ptr<Uint8, decltype(&SDL_FreeWAV)> owner(bytes, SDL_FreeWAV);
    const auto second =
        static_cast<std::size_t>(spec.freq) * spec.channels * (SDL_AUDIO_BITSIZE(spec.format) / 8U);
    if (length == 0 || second == 0 || length / second > longest_s) return std::nullopt;
    SDL_AudioCVT convert;
    if (SDL_BuildAudioCVT(&convert, spec.format, spec.channels, spec.freq, AUDIO_S16SYS, 1, rate) <
        0)
        return std::nullopt;
    std::vector<Uint8> room(static_cast<std::size_t>(length) *
                            static_cast<std::size_t>(std::max(convert.len_mult, 1)));
    std::copy_n(bytes, length, room.begin());
    convert.buf = room.data();
    convert.len = static_cast<int>(length);
    if (convert.needed != 0 && SDL_ConvertAudio(&convert) != 0) return std::nullopt;
    const std::size_t used =
        convert.needed != 0 ? static_cast<std::size_t>(convert.len_cvt) : std::size_t{length};
    std::vector<std::int16_t> samples(used / 2);
    SDL_memcpy(samples.data(), room.data(), samples.size() * 2);
    return samples;
}

std::vector<std::int16_t> stretched(std::span<const std::int16_t> samples, int rate,
                                    int speed_percent) {
    std::vector<std::int16_t> out(samples.begin(), samples.end());
    const auto half = static_cast<std::size_t>(rate) * 15 / 1000;  // of a window of 30 ms
    const auto search = half / 2;
    if (speed_percent == 100 || samples.size() < 4 * half) return out;
    out.assign(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(half));
    const double step = static_cast<double>(half) * speed_percent / 100;
    std::size_t last = 0;  // where the window laid last began
    for (double target = step;; target += step) {
        const auto middle = static_cast<std::size_t>(target);
        if (middle + search + 2 * half > samples.size()) break;
        const auto after = samples.subspan(last + half, half);  // what would have come next
        std::size_t best = middle;
        double most = -1e300;
        for (std::size_t at = middle > search ? middle - search : 0; at <= middle + search; ++at) {
            const double found = likeness(after, samples.subspan(at, half));
            if (found <= most) continue;
            most = found;
            best = at;
        }
        for (std::size_t i = 0; i < half; ++i) {
            const double in = 0.5 - 0.5 * std::cos(std::numbers::pi * static_cast<double>(i) /
                                                   static_cast<double>(half));
            const double mixed = after[i] * (1 - in) + samples[best + i] * in;
            out.push_back(static_cast<std::int16_t>(std::lround(mixed)));
        }
        last = best;
    }
    out.insert(out.end(), samples.begin() + static_cast<std::ptrdiff_t>(last + half),
               samples.end());
    return out;
}

}  // namespace tallystick::ui
