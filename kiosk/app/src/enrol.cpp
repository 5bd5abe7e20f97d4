// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/enrol.h>

#include <chrono>
#include <filesystem>

#include <ballot/ballot_box.h>

namespace tallystick::app {
namespace {

constexpr std::uint64_t longest_certificate = 65'536;
constexpr std::size_t shortest_pin = 4, longest_pin = 12;

ballot::Seconds seconds_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

crypto::Result<std::string> make_request(const Enrolment& enrolment,
                                         const ballot::RoundPack& pack) {
    TALLYSTICK_TRY(kiosk, ballot::KioskId::parse(enrolment.name));
    // Usually a stick: a folder made where none is mounted would keep the request here.
    std::error_code failed;
    if (!std::filesystem::is_directory(enrolment.request, failed))
        return crypto::unreadable(
            enrolment.request.string() + ": expected a folder, found nothing there",
            "put the stick in, wait until it is mounted, and name its folder");
    std::filesystem::create_directories(enrolment.data, failed);
    if (failed)
        return crypto::unreadable(enrolment.data.string() + ": " + failed.message(),
                                  "choose another folder");
    TALLYSTICK_TRY(key, ballot::make_kiosk_key(enrolment.data, pack.round_id, kiosk));
    const ballot::Path file = enrolment.request / (kiosk.text() + ".vkey");
    TALLYSTICK_CHECK(ballot::write_file(file, key.text() + "\n"));
    return "request: " + file.string() + "\nnext: tallystick kiosk enrol, then " +
           "tallystick-kiosk enrol --certificate kiosk.note --pin-file FILE";
}

crypto::Result<void> check_pin(const std::string& pin) {
    const bool digits = pin.find_first_not_of("0123456789") == std::string::npos;
    if (digits && pin.size() >= shortest_pin && pin.size() <= longest_pin) return {};
    return crypto::usage("the steward's PIN: expected 4 to 12 digits",
                         "give it with --pin-file, on one line");
}

crypto::Result<std::string> make_box(const Enrolment& enrolment, const ballot::RoundPack& pack) {
    TALLYSTICK_CHECK(check_pin(enrolment.pin));
    TALLYSTICK_TRY(certificate, ballot::read_file(enrolment.certificate, longest_certificate));
    const ballot::Seconds now = seconds_now();
    TALLYSTICK_TRY(
        box, ballot::BallotBox::create({enrolment.data, {}, nullptr}, pack, certificate, now));
    TALLYSTICK_CHECK(box->set_pin(enrolment.pin, now));
    return "box: " + enrolment.data.string() + " for kiosk " + box->certificate().kiosk.text() +
           ", room for " + std::to_string(box->counts().capacity) + " ballots";
}

}  // namespace

crypto::Result<std::string> enrol(const Enrolment& enrolment) {
    if (enrolment.request.empty() == enrolment.certificate.empty())
        return crypto::usage("enrol: expected either --request or --certificate",
                             "first --name and --request, later --certificate and --pin-file");
    TALLYSTICK_TRY(pack, ballot::load_pack(enrolment.pack));
    return enrolment.certificate.empty() ? make_request(enrolment, pack)
                                         : make_box(enrolment, pack);
}

}  // namespace tallystick::app
