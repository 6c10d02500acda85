// The transform of the negotiated profile, chosen once per context: a variant, so that a packet
// costs one predictable branch and no virtual call.
#pragma once

#include <variant>

#include "proto/srtp/cm_sha1_transform.hpp"
#include "proto/srtp/gcm_transform.hpp"

namespace srtp {

using Transform = std::variant<GcmTransform, CmSha1Transform>;

inline Transform make_transform(const SessionKeys& keys, AesGcm::Direction direction) {
  if (is_aead(keys.profile)) return Transform(std::in_place_type<GcmTransform>, keys, direction);
  return Transform(std::in_place_type<CmSha1Transform>, keys);
}

}  // namespace srtp
