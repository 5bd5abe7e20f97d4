// SPDX-License-Identifier: GPL-3.0-or-later
// The one way a failure that a person, a stick or a disk can cause travels: a value that holds
// either what was asked for or an Error in words. A broken invariant aborts (see require());
// nothing of ours throws. Values only, so safe on any thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace tallystick::crypto {

// `message` names file, record, expected and found; `hint` is the next action, never empty where a
// person can act. `unreadable` tells "could not be read or finished" (exit 2) from "the data is
// bad" (exit 1), docs/FORMAT.md "Exit codes".
struct Error {
    enum class Kind { bad_data, unreadable, usage };
    std::string message;
    std::string hint;
    Kind kind = Kind::bad_data;

    // The same error seen from further out: "kiosk-2/envelopes.txt: line 118: ...".
    [[nodiscard]] Error in(const std::string& place) const {
        return {place + ": " + message, hint, kind};
    }
};

// What was found may be quoted as it is: characters that could write over a terminal are shown as
// \xNN (visible() in lines.h).
[[nodiscard]] Error bad_data(const std::string& message, const std::string& hint = {});
[[nodiscard]] Error unreadable(const std::string& message, const std::string& hint = {});
[[nodiscard]] Error usage(const std::string& message, const std::string& hint = {});

// Aborts with its place when an invariant of ours is broken; never for what comes from outside.
// (Built-ins, because clang 14 has no std::source_location.)
void require(bool holds, const char* what, const char* file = __builtin_FILE(),
             unsigned line = __builtin_LINE());

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    // Aborts when there is no value: ask ok() first.
    [[nodiscard]] T& value() & {
        require(ok(), "value() of a failed Result");
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] const T& value() const& {
        require(ok(), "value() of a failed Result");
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T&& value() && {
        require(ok(), "value() of a failed Result");
        return std::move(*std::get_if<0>(&m_state));
    }
    [[nodiscard]] const Error& error() const {
        require(!ok(), "error() of a good Result");
        return *std::get_if<1>(&m_state);
    }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}
    [[nodiscard]] bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const {
        require(!ok(), "error() of a good Result");
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

// TRY(expression): the value, or return its error from this function at once (declares `name`).
#define TALLYSTICK_TRY(name, expression)              \
    auto name##_result = (expression);                \
    if (!name##_result) return name##_result.error(); \
    auto name = std::move(name##_result).value()
// CHECK(expression): returns its error, if any. A name of its own for each, because one may stand
// in a function handed to another.
#define TALLYSTICK_JOIN_(a, b) a##b
#define TALLYSTICK_JOIN(a, b) TALLYSTICK_JOIN_(a, b)
#define TALLYSTICK_CHECK_AS(name, expression)                     \
    do {                                                          \
        if (auto name = (expression); !name) return name.error(); \
    } while (false)
#define TALLYSTICK_CHECK(expression) \
    TALLYSTICK_CHECK_AS(TALLYSTICK_JOIN(checked_, __COUNTER__), expression)

}  // namespace tallystick::crypto
