// A sequence of dependency descriptors of one stream: one byte of length, then as many bytes. The
// structure of one is the state for the next. What can be read can be rewritten, and is then the
// same but for frame number and active decode targets.
#include "proto/codec/dependency_descriptor.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace {

void rewrite_and_compare(base::BytesView extension, const codec::DependencyDescriptor& before,
                         const codec::DependencyStructure& structure) {
  base::Bytes out(extension.size() + 5);
  const uint32_t mask = 0x5a5a5a5a & structure.all_decode_targets();
  const auto size =
      codec::write_active_decode_targets(extension, before, structure, 0x5a5a5a5a, out);
  ASSERT(size);
  out.resize(*size);
  codec::write_frame_number(out, 0x1234);
  codec::DependencyStructure state = structure;
  const auto after = codec::parse_dependency_descriptor(out, state);
  ASSERT(after);
  ASSERT(state == structure);
  ASSERT(after->frame == before.frame);
  ASSERT(after->frame_number == 0x1234);
  ASSERT(after->active_decode_targets == mask);
  ASSERT(after->has_structure == before.has_structure);
  ASSERT(after->template_id == before.template_id);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  base::ByteReader reader(base::BytesView(data, size));
  codec::DependencyStructure structure;
  while (reader.remaining() > 0) {
    const uint8_t length = reader.u8();
    const base::BytesView extension = reader.bytes(std::min<size_t>(length, reader.remaining()));
    const codec::DependencyStructure before = structure;
    const auto descriptor = codec::parse_dependency_descriptor(extension, structure);
    if (!descriptor) {
      ASSERT(structure == before);
      continue;
    }
    ASSERT(structure.template_count <= codec::kMaxTemplates);
    ASSERT(structure.chain_count <= structure.decode_target_count);
    codec::frame_info(*descriptor, structure);
    rewrite_and_compare(extension, *descriptor, structure);
  }
  return 0;
}
