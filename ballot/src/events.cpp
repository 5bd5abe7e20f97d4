// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/events.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include <crypto/fields.h>
#include <crypto/lines.h>

namespace tallystick::ballot {

namespace {

using crypto::Result;

struct Words {
    EventCode code{};
    std::string_view name;
    std::string_view meaning;
};
constexpr std::array<Words, 18> words{{
    {EventCode::made, "made", "ballot box made"},
    {EventCode::started, "started", "kiosk started"},
    {EventCode::opened, "opened", "polls opened"},
    {EventCode::paused, "paused", "voting paused"},
    {EventCode::resumed, "resumed", "voting resumed"},
    {EventCode::closed, "closed", "polls closed"},
    {EventCode::exported, "exported", "ballots exported and read back"},
    {EventCode::mirror_attached, "mirror-attached", "second copy attached"},
    {EventCode::mirror_lost, "mirror-lost", "second copy lost"},
    {EventCode::mirror_refused, "mirror-refused", "a stick was refused as second copy"},
    {EventCode::pin_set, "pin-set", "steward's PIN set"},
    {EventCode::pin_right, "pin-right", "steward's pages opened"},
    {EventCode::pin_wrong, "pin-wrong", "wrong PIN"},
    {EventCode::pin_locked, "pin-locked", "too many wrong PINs: a wait began"},
    {EventCode::disk_failed, "disk-failed", "the disk failed; no vote was confirmed"},
    {EventCode::device_lost, "device-lost", "a device went away"},
    {EventCode::device_found, "device-found", "a device came back"},
    {EventCode::restarted, "restarted", "kiosk had ended without being told to"},
}};
constexpr std::int64_t step = 300;
constexpr std::int64_t last_time = 253'402'300'500;  // 9999-12-31T23:55Z
constexpr std::int64_t day = 86'400;

// Days since 1970-01-01 <-> year, month, day (Howard Hinnant, "chrono-Compatible Low-Level Date
// Algorithms"): no C library call, so no time zone and no static buffer.
struct Date {
    std::int64_t year = 0, month = 0, day = 0;
};
Date date_of(std::int64_t days) {
    days += 719'468;
    const std::int64_t era = days / 146'097;
    const std::int64_t of_era = days - era * 146'097;
    const std::int64_t year = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
    const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    const std::int64_t shifted = (5 * of_year + 2) / 153;
    const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {year + era * 400 + (month <= 2 ? 1 : 0), month, of_year - (153 * shifted + 2) / 5 + 1};
}
std::int64_t days_of(const Date& date) {
    const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    const std::int64_t era = year / 400;
    const std::int64_t of_era = year - era * 400;
    const std::int64_t shifted = date.month > 2 ? date.month - 3 : date.month + 9;
    const std::int64_t of_year = (153 * shifted + 2) / 5 + date.day - 1;
    return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

std::string time_text(std::int64_t time) {
    const Date date = date_of(time / day);
    const std::int64_t minutes = time % day / 60;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02dZ",
                  static_cast<int>(date.year), static_cast<int>(date.month),
                  static_cast<int>(date.day), static_cast<int>(minutes / 60),
                  static_cast<int>(minutes % 60));
    return text.data();
}

// Only what time_text writes: the digits are read, written again and compared.
bool read_time(std::string_view text, std::int64_t& time) {
    constexpr std::string_view shape = "0000-00-00T00:00Z";
    if (text.size() != shape.size()) return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool digit = text[at] >= '0' && text[at] <= '9';
        if (shape[at] == '0' ? !digit : text[at] != shape[at]) return false;
    }
    const auto number = [&](std::size_t at, std::size_t count) {
        std::int64_t value = 0;
        for (const char c : text.substr(at, count)) value = value * 10 + (c - '0');
        return value;
    };
    const Date date{number(0, 4), number(5, 2), number(8, 2)};
    if (date.year < 1970 || date.month < 1 || date.month > 12 || date.day < 1) return false;
    time = days_of(date) * day + number(11, 2) * 3'600 + number(14, 2) * 60;
    return time % step == 0 && time <= last_time && time_text(time) == text;
}

const Words& words_of(EventCode code) {
    return words[static_cast<std::size_t>(code)];
}

}  // namespace

std::string_view event_name(EventCode code) {
    return words_of(code).name;
}
std::string_view event_meaning(EventCode code) {
    return words_of(code).meaning;
}

std::int64_t round_time(std::int64_t seconds) {
    if (seconds < 0) return 0;
    return std::min(seconds - seconds % step, last_time);
}

std::string write_events(const std::vector<Event>& events) {
    std::string text;
    for (const Event& event : events) {
        text.append(time_text(round_time(event.time))).append(" ");
        text.append(event_name(event.code)).append("\n");
    }
    return text;
}

Result<std::vector<Event>> read_events(std::string_view text) {
    std::vector<Event> events;
    crypto::LineReader lines(text, crypto::Charset::ascii);
    while (!lines.at_end()) {
        TALLYSTICK_TRY(line, lines.next());
        const std::size_t space = std::min(line.find(' '), line.size());
        Event event;
        if (!read_time(line.substr(0, space), event.time))
            return lines.expected("a time to five minutes such as 2026-05-09T10:05Z", line);
        const std::string_view name = line.substr(std::min(space + 1, line.size()));
        bool known = false;
        for (const Words& candidate : words) {
            if (candidate.name != name) continue;
            event.code = candidate.code;
            known = true;
        }
        if (!known) return lines.expected("a known event", line);
        events.push_back(event);
    }
    return events;
}

}  // namespace tallystick::ballot
