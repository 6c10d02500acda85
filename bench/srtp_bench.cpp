// What SRTP costs per packet of 1,100 bytes, each profile: the forwarding path (gather), sending in
// place, receiving, and RTCP. Receiving needs fresh packets, so each batch is protected outside the
// timed part.
#include <benchmark/benchmark.h>

#include <array>
#include <vector>

#include "proto/srtp/receive_context.hpp"
#include "proto/srtp/send_context.hpp"

namespace {

constexpr size_t kHeader = 20;  // twelve bytes and one extension element, as browsers send
constexpr size_t kPayload = 1080;
constexpr uint32_t kSsrc = 0x12345678;

srtp::MasterKey key(srtp::Profile profile) {
  srtp::MasterKey master;
  master.profile = profile;
  for (size_t i = 0; i < srtp::key_size(profile); ++i) master.key[i] = static_cast<uint8_t>(i);
  return master;
}

base::Bytes packet(uint16_t sequence) {
  base::Bytes bytes(kHeader + kPayload + srtp::kMaxRtpOverhead, 0x55);
  bytes[0] = 0x90;
  base::store_u16(&bytes[2], sequence);
  base::store_u32(&bytes[8], kSsrc);
  base::store_u32(&bytes[12], 0xbede0001);
  return bytes;
}

void protect_gather(benchmark::State& state) {
  srtp::SendContext context(key(static_cast<srtp::Profile>(state.range(0))));
  srtp::SendStream& stream = context.stream(kSsrc);
  const base::Bytes source = packet(0);
  std::array<uint8_t, kHeader> header;
  std::copy_n(source.begin(), kHeader, header.begin());
  std::array<uint8_t, 1200> out;
  uint16_t sequence = 0;
  for (auto _ : state) {
    base::store_u16(&header[2], sequence++);
    benchmark::DoNotOptimize(
        stream.protect(header, base::BytesView(source).subspan(kHeader, 6),
                       base::BytesView(source).subspan(kHeader + 6, kPayload - 6), out));
  }
  state.SetLabel(std::string(srtp::name(context.profile())));
}

void protect_in_place(benchmark::State& state) {
  srtp::SendContext context(key(static_cast<srtp::Profile>(state.range(0))));
  srtp::SendStream& stream = context.stream(kSsrc);
  base::Bytes bytes = packet(0);
  uint16_t sequence = 0;
  for (auto _ : state) {
    base::store_u16(&bytes[2], sequence++);
    benchmark::DoNotOptimize(stream.protect(bytes, kHeader, kPayload));
  }
  state.SetLabel(std::string(srtp::name(context.profile())));
}

void unprotect(benchmark::State& state) {
  const srtp::MasterKey master = key(static_cast<srtp::Profile>(state.range(0)));
  srtp::SendContext sender(master);
  srtp::ReceiveContext receiver(master);
  srtp::SendStream& stream = sender.stream(kSsrc);
  std::vector<base::Bytes> batch(512);
  uint16_t sequence = 0;
  for (auto _ : state) {
    state.PauseTiming();
    for (base::Bytes& bytes : batch) {
      bytes = packet(sequence++);
      bytes.resize(*stream.protect(bytes, kHeader, kPayload));
    }
    state.ResumeTiming();
    for (base::Bytes& bytes : batch) {
      if (!receiver.unprotect_rtp(bytes, kHeader)) state.SkipWithError("not authentic");
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(batch.size()));
  state.counters["per_packet"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(batch.size()),
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.SetLabel(std::string(srtp::name(master.profile)));
}

void protect_rtcp(benchmark::State& state) {
  srtp::SendContext context(key(static_cast<srtp::Profile>(state.range(0))));
  base::Bytes bytes(80 + srtp::kMaxRtcpOverhead, 0x80);
  for (auto _ : state) benchmark::DoNotOptimize(context.protect_rtcp(bytes, 80));
  state.SetLabel(std::string(srtp::name(context.profile())));
}

void profiles(benchmark::internal::Benchmark* bench) { bench->Arg(7)->Arg(8)->Arg(1); }

BENCHMARK(protect_gather)->Apply(profiles);
BENCHMARK(protect_in_place)->Apply(profiles);
BENCHMARK(unprotect)->Apply(profiles);
BENCHMARK(protect_rtcp)->Apply(profiles);

}  // namespace
