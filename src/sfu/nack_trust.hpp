// How far one receiver is believed when it asks for a packet again (NACK). Its transport-wide
// feedback tells by another way what has arrived, and the browser's congestion control, not the
// page, writes it. A NACK is often ahead of the feedback, since that comes every 50 to 100 ms only.
//
//   the feedback says      a NACK
//   it has arrived         is not answered
//   it is lost             is answered
//   nothing yet            is answered while there is credit; costs it if the packet had arrived
//   nothing ever           is answered: the feedback about it got lost, and so did it, perhaps
//
// Credit is in bytes: a 256th of what is sent, an eighth of what the feedback calls lost, at most
// kMost. A packet that others overtook on the line costs nothing, so who tells the truth spends
// hardly any; without credit it waits for the feedback, some 100 ms.
// What holds: of a receiver that asks for everything but whose feedback is true, repairs are at
// most 9/8 of what was lost, a 256th of what was sent, kMost, and what was under way when the
// credit ran out; and what the feedback never spoke of, and what others overtook on the line. On a
// line that loses much a repair has a second copy (Egress::plan_second_copy), but only while there
// is credit. What does not hold: a receiver that lies in its feedback, too, gets more, at most what
// rtx_budget.hpp gives; but what it calls lost lowers its estimate. Without transport-wide feedback
// rtx_budget.hpp alone holds.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>

#include "sfu/congestion/sent_history.hpp"

namespace sfu {

class NackTrust {
 public:
  bool has_credit() const { return credit_ > 0; }

  void on_sent(size_t bytes) { earn(bytes * kUnit / 256); }
  // Of packets in the order of sending, asked for or not.
  void on_reports(std::span<const congestion::PacketReport> reports) {
    base::Duration earliest_behind = base::Duration::max();
    for (const congestion::PacketReport& report : std::views::reverse(reports)) {
      if (!report.received) {
        earn(report.size * kUnit / 8);
        continue;
      }
      // Overtaken on the line: it was missing indeed when the receiver asked for it.
      const bool was_missing = report.was_reported_lost || report.arrival > earliest_behind;
      if (report.asked_for && !was_missing) credit_ -= static_cast<int64_t>(report.size * kUnit);
      earliest_behind = std::min(earliest_behind, report.arrival);
    }
  }

 private:
  static constexpr size_t kUnit = 256;  // of a byte
  static constexpr int64_t kMost = 12'000 * kUnit;

  void earn(size_t units) { credit_ = std::min(kMost, credit_ + static_cast<int64_t>(units)); }

  int64_t credit_ = kMost;
};

}  // namespace sfu
