// One received RTP packet, decrypted and understood: written once by ingress, immutable from then
// on, shared by every receiver and by every worker through PacketRef. No receiver copies it; egress
// encrypts straight from here into the outgoing batch.
//
// Memory: a PacketPool per worker gives out packets of one size. Ingress runs on the pool's worker;
// the last reference may be dropped on any other, which hands the packet back through a lock-free
// list. A pool must outlive its packets: the server destroys the workers first.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "proto/codec/codec_kind.hpp"
#include "proto/codec/dependency_structure.hpp"
#include "proto/codec/frame_info.hpp"
#include "sfu/ids.hpp"

namespace sfu {

class PacketPool;

// 1,500 bytes: what an Ethernet frame can carry. Larger datagrams are refused before they get here.
inline constexpr size_t kMaxPacketSize = 1500;

// What rewriting a dependency descriptor needs of it. The structure is shared by all packets up to
// the next one; null: the descriptor could not be read.
struct DescriptorFields {
  std::shared_ptr<const codec::DependencyStructure> structure;
  uint32_t active_targets = 0;  // that the sender produces
  bool tells_targets = false;   // the descriptor has a structure or the mask of them
};

struct Packet {
  SourceId source;
  SourceKind kind = SourceKind::kMicrophone;
  LayerIndex layer = 0;
  // The layers are spatial layers of one stream (svc_selector.hpp), not streams of their own.
  bool svc = false;
  codec::CodecKind codec = codec::CodecKind::kOpus;
  uint32_t codec_variant = 0;  // as in CodecBinding
  bool marker = false;
  bool voice = false;         // RFC 6464 V bit
  uint8_t audio_level = 127;  // RFC 6464, -dBov: 0 loudest, 127 silent
  std::optional<uint8_t> video_orientation;
  int64_t sequence = 0;   // unwrapped, per layer
  int64_t line_time = 0;  // RTP ticks on the server's clock line (source_clock.hpp)
  base::Instant arrival{};
  codec::FrameInfo frame;  // video only

  base::BytesView payload() const { return {buffer + payload_offset, payload_size}; }
  // Sound: a copy of the payload before, if there is one, then the payload (sound_history.hpp).
  base::BytesView copy_and_payload() const {
    return {buffer + payload_offset - copy_size, size_t{copy_size} + payload_size};
  }
  base::BytesView dependency_descriptor() const {
    return {buffer + descriptor_offset, descriptor_size};
  }

  uint16_t payload_offset = 0;
  uint16_t payload_size = 0;
  uint16_t copy_size = 0;          // 0: no copy
  uint16_t copy_age = 0;           // RTP ticks between the packet that it is of and this one
  uint16_t descriptor_offset = 0;  // dependency descriptor; size 0 where there is none
  uint16_t descriptor_size = 0;
  DescriptorFields descriptor;
  uint8_t buffer[kMaxPacketSize];

 private:
  friend class PacketPool;
  friend class PacketRef;
  std::atomic<uint32_t> references_{0};
  PacketPool* pool_ = nullptr;
  Packet* next_ = nullptr;
};

// Shared ownership of a Packet; copying costs one atomic increment.
class PacketRef {
 public:
  PacketRef() = default;
  PacketRef(const PacketRef& other) : packet_(other.packet_) {
    if (packet_) packet_->references_.fetch_add(1, std::memory_order_relaxed);
  }
  PacketRef(PacketRef&& other) noexcept : packet_(std::exchange(other.packet_, nullptr)) {}
  PacketRef& operator=(PacketRef other) noexcept {
    std::swap(packet_, other.packet_);
    return *this;
  }
  ~PacketRef() { reset(); }

  void reset();
  const Packet& operator*() const { return *packet_; }
  const Packet* operator->() const { return packet_; }
  explicit operator bool() const { return packet_ != nullptr; }

  // For ingress only, before the packet is shared.
  Packet& mutable_packet() { return *packet_; }

 private:
  friend class PacketPool;
  explicit PacketRef(Packet* packet) : packet_(packet) {}
  Packet* packet_ = nullptr;
};

class PacketPool {
 public:
  // At most `max_packets` packets exist at a time; 16,384 are 26 MiB.
  explicit PacketPool(size_t max_packets = 65536) : max_packets_(max_packets) {}
  PacketPool(const PacketPool&) = delete;
  PacketPool& operator=(const PacketPool&) = delete;

  // An empty reference when all packets are in use. Owner's thread only.
  PacketRef acquire();

 private:
  friend class PacketRef;
  static constexpr size_t kChunk = 64;

  void give_back(Packet* packet);
  bool grow();

  const size_t max_packets_;
  std::vector<std::unique_ptr<Packet[]>> chunks_;
  Packet* free_ = nullptr;                  // owner's thread only
  std::atomic<Packet*> returned_{nullptr};  // pushed by any thread, emptied by the owner
};

}  // namespace sfu
