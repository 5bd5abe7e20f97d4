// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets.h"

#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <ballot/files.h>
#include <crypto/keyfile.h>

namespace tallystick::cli {
namespace {

constexpr std::uint64_t most_small = 2'000'000;

// The echo comes back also when the read fails.
class NoEcho {
public:
    explicit NoEcho(int terminal) : m_terminal(terminal) {
        m_good = tcgetattr(terminal, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (m_good) tcsetattr(terminal, TCSAFLUSH, &silent);
    }
    ~NoEcho() {
        if (m_good) tcsetattr(m_terminal, TCSAFLUSH, &m_before);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    int m_terminal;
    bool m_good;
    termios m_before{};
};

crypto::Result<crypto::SecretBytes> prompt(const std::string& what) {
    const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0)
        return crypto::usage("no passphrase for " + what,
                             "give --passphrase-file FILE or set TALLYSTICK_PASSPHRASE");
    crypto::SecretBytes typed(1024);
    std::size_t size = 0;
    {
        const NoEcho silence(terminal);
        const std::string question = "Passphrase for " + what + ": ";
        (void)!write(terminal, question.data(), question.size());
        while (size < typed.size() && read(terminal, typed.writable().data() + size, 1) == 1 &&
               typed.writable()[size] != '\n')
            ++size;
        (void)!write(terminal, "\n", 1);
    }
    close(terminal);
    return crypto::SecretBytes::copy_of(typed.view().first(size));
}

}  // namespace

crypto::Result<crypto::SecretBytes> read_passphrase(const std::string& file,
                                                    const std::string& what, Ask ask) {
    if (!file.empty()) {
        TALLYSTICK_TRY(bytes, ballot::read_file(file, 1024));
        auto line = std::string_view(bytes).substr(0, bytes.find_first_of("\r\n"));
        auto secret = crypto::SecretBytes::copy_of(line);
        const bool empty = line.empty();
        crypto::wipe(bytes);
        if (empty) return crypto::bad_data(file + ": the passphrase is empty");
        return secret;
    }
    if (const char* variable = std::getenv("TALLYSTICK_PASSPHRASE");
        variable != nullptr && *variable != '\0')
        return crypto::SecretBytes::copy_of(std::string_view(variable));
    TALLYSTICK_TRY(first, prompt(what));
    if (ask == Ask::twice) {
        TALLYSTICK_TRY(second, prompt(what + " once more"));
        if (!first.equals(second.view()))
            return crypto::usage("the two passphrases differ", "type the same one twice");
    }
    return first;
}

crypto::Result<crypto::SigningKey> load_key(const std::string& file,
                                            const std::string& passphrase_file) {
    TALLYSTICK_TRY(bytes, read_small(file));
    if (bytes.starts_with("tallystick/plain-key/v1\n")) {
        auto key = crypto::parse_plain_key(bytes);
        crypto::wipe(bytes);
        if (!key) return key.error().in(file);
        return key;
    }
    TALLYSTICK_TRY(passphrase, read_passphrase(passphrase_file, file, Ask::once));
    auto key = crypto::unlock_key(bytes, passphrase.text());
    if (!key) return key.error().in(file);
    return key;
}

crypto::Result<crypto::VerifierKey> load_verifier(const std::string& file) {
    TALLYSTICK_TRY(bytes, read_small(file));
    const bool key_file =
        bytes.starts_with("tallystick/plain-key/") || bytes.starts_with("tallystick/locked-key/");
    if (key_file) {
        auto key = crypto::key_file_verifier(bytes);
        crypto::wipe(bytes);
        if (!key) return key.error().in(file);
        return key;
    }
    auto key = crypto::VerifierKey::parse(
        std::string_view(bytes).substr(0, bytes.find_last_not_of('\n') + 1));
    if (key) return key;
    // Not its own message, which would repeat the file: it may be somebody's secret after all.
    return crypto::bad_data(file + ": expected a verifier key <name>+<8 hex>+<base64>",
                            "give the .pub file that `tallystick key new` wrote, or a key file");
}

crypto::Result<void> write_secret(const std::filesystem::path& file, std::string_view bytes) {
    const mode_t before = umask(0077);
    auto written = write_new(file, bytes);
    umask(before);
    return written;
}

crypto::Result<void> write_new(const std::filesystem::path& file, std::string_view bytes) {
    if (ballot::exists(file))
        return crypto::usage(file.string() + " is there already",
                             "name another file, or move this one away");
    return ballot::write_file(file, bytes);
}

crypto::Result<std::string> read_small(const std::filesystem::path& file) {
    return ballot::read_file(file, most_small);
}

}  // namespace tallystick::cli
