#include "sfu/packet.hpp"

namespace sfu {

void PacketRef::reset() {
  if (!packet_) return;
  // Release: our reads of the packet happen before its reuse by the owner (acquire below).
  if (packet_->references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
    packet_->pool_->give_back(packet_);
  packet_ = nullptr;
}

PacketRef PacketPool::acquire() {
  if (!free_) free_ = returned_.exchange(nullptr, std::memory_order_acquire);
  if (!free_ && !grow()) return {};
  Packet* packet = free_;
  free_ = packet->next_;
  packet->references_.store(1, std::memory_order_relaxed);
  packet->video_orientation.reset();
  packet->copy_size = 0;
  packet->descriptor_size = 0;
  packet->descriptor.structure.reset();
  packet->svc = false;
  packet->audio_level = 127;
  packet->voice = false;
  packet->frame = {};
  return PacketRef(packet);
}

void PacketPool::give_back(Packet* packet) {
  packet->next_ = returned_.load(std::memory_order_relaxed);
  while (!returned_.compare_exchange_weak(packet->next_, packet, std::memory_order_release,
                                          std::memory_order_relaxed)) {
  }
}

bool PacketPool::grow() {
  if ((chunks_.size() + 1) * kChunk > max_packets_) return false;
  auto chunk = std::make_unique<Packet[]>(kChunk);
  for (size_t i = 0; i < kChunk; ++i) {
    chunk[i].pool_ = this;
    chunk[i].next_ = free_;
    free_ = &chunk[i];
  }
  chunks_.push_back(std::move(chunk));
  return true;
}

}  // namespace sfu
