#include "proto/sdp/offered_streams.hpp"

#include <algorithm>
#include <ranges>

namespace sdp {
namespace {

// Browsers send three layers at most; the rest of a longer list is not asked for.
constexpr size_t kMaxRids = 4;

bool contains(const auto& list, const auto& entry) {
  return std::ranges::find(list, entry) != std::ranges::end(list);
}

}  // namespace

std::vector<std::string> offered_rids(const MediaSection& section) {
  std::vector<std::string> rids;
  for (const SimulcastStream& stream : section.simulcast.send) {
    const auto rid = std::ranges::find(section.rids, stream.rid, &Rid::id);
    if (rid == section.rids.end() || !rid->send || contains(rids, stream.rid)) continue;
    if (rids.size() < kMaxRids) rids.push_back(stream.rid);
  }
  return rids;
}

std::vector<OfferedStream> offered_streams(const MediaSection& section) {
  std::vector<uint32_t> order;
  for (const SourceGroup& group : section.source_groups)
    if (group.semantics == "SIM") order = group.ssrcs;
  for (const Source& source : section.sources) order.push_back(source.ssrc);

  std::vector<OfferedStream> streams;
  for (const uint32_t ssrc : order) {
    OfferedStream stream{ssrc, {}};
    bool secondary = contains(streams | std::views::transform(&OfferedStream::ssrc), ssrc);
    for (const SourceGroup& group : section.source_groups) {
      if (group.semantics == "SIM" || group.ssrcs.size() != 2) continue;
      if (group.ssrcs[1] == ssrc) secondary = true;
      if (group.ssrcs[0] == ssrc && group.semantics == "FID") stream.rtx_ssrc = group.ssrcs[1];
    }
    if (!secondary) streams.push_back(stream);
  }
  return streams;
}

}  // namespace sdp
