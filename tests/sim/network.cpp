#include "sim/network.hpp"

#include "proto/rtp/demux.hpp"
#include "proto/rtp/packet.hpp"

namespace sim {

void LossLedger::note(base::BytesView datagram) {
  if (rtp::demultiplex(datagram) != rtp::Protocol::kRtp) return;
  if (const auto header = rtp::parse_header(datagram))
    lost_.insert(uint64_t{header->ssrc} << 16 | header->sequence_number);
}

void Host::send(const base::Endpoint& to, base::BytesView datagram) {
  network_.send_from_host(*this, to, datagram);
}

void Host::rebind() {
  network_.by_outer_.erase(outer_);
  ++outer_.port;
  network_.by_outer_[outer_] = this;
}

// Public addresses of 198.18.0.0/15, which is for benchmarks (RFC 2544); ports in steps, so that
// the flows spread over the workers as real ones do.
base::Endpoint Network::new_outer() {
  const uint32_t n = outer_given_++;
  return {base::IpAddress::v4(198, 18, static_cast<uint8_t>(n >> 8), static_cast<uint8_t>(n)),
          static_cast<uint16_t>(20'000 + n * 7 % 40'000)};
}

Host& Network::add_host() {
  const auto n = hosts_.size();
  const base::Endpoint inner{
      base::IpAddress::v4(10, 0, static_cast<uint8_t>(n >> 8), static_cast<uint8_t>(n)), 50'000};
  const uint64_t seed = seed_ + (n + 1) * 0x9E3779B97F4A7C15ull;
  hosts_.push_back(std::make_unique<Host>(*this, inner, new_outer(), seed));
  by_outer_[hosts_.back()->outer_] = hosts_.back().get();
  return *hosts_.back();
}

void Network::note(base::BytesView datagram, uint64_t direction) {
  digest_.add(static_cast<uint64_t>(base::to_us(events_.now())));
  digest_.add(direction);
  digest_.add(datagram);
}

template <typename Deliver>
void Network::carry(Link& link, LossLedger& ledger, base::BytesView datagram, Deliver deliver) {
  const Fate fate = link.carry(events_.now(), datagram.size());
  if (!fate.intact()) ledger.note(datagram);
  for (size_t i = 0; i < fate.count; ++i) {
    base::Bytes bytes = base::to_bytes(datagram);
    if (const auto bit = fate.arrivals[i].flipped_bit; bit && !bytes.empty())
      bytes[*bit / 8 % bytes.size()] ^= static_cast<uint8_t>(1u << (*bit % 8));
    events_.at(fate.arrivals[i].when, [deliver, bytes = std::move(bytes)]() mutable {
      deliver(base::MutableBytes(bytes));
    });
  }
}

void Network::send_from_host(Host& host, const base::Endpoint& to, base::BytesView datagram) {
  note(datagram, 0);
  if (tap_up_) tap_up_(host, datagram);
  if (to != server_) return;  // there is nobody else
  const base::Path path{host.outer_, server_.address};
  carry(host.up, host.lost_up, datagram, [this, path](base::MutableBytes bytes) {
    if (server_receive_) server_receive_(path, bytes);
  });
}

void Network::send_from_server(const base::Path& path, base::BytesView datagram) {
  note(datagram, 1);
  const auto found = by_outer_.find(path.remote);
  if (found == by_outer_.end()) return;  // a mapping of before
  Host& host = *found->second;
  carry(*host.down_line_, host.lost_down, datagram, [this, &host](base::MutableBytes bytes) {
    ++host.datagrams_received_;
    host.bytes_received_ += bytes.size();
    if (host.receive_) host.receive_(server_, bytes);
  });
}

}  // namespace sim
