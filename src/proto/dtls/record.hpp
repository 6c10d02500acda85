// The one look we take at DTLS records ourselves, before OpenSSL sees them.
#pragma once

#include "base/bytes.hpp"

namespace dtls {

// https://www.rfc-editor.org/rfc/rfc6347#section-4.1
//
//   | type, 1 | version, 2 | epoch, 2 | record number, 6 | length, 2 | fragment |, next record
//
// Whether a datagram holds application data of epoch 0, that is unencrypted. Nobody sends that in
// good faith; OpenSSL would end a running handshake over it.
inline bool has_clear_application_data(base::BytesView datagram) {
  constexpr uint8_t kApplicationData = 23;
  base::ByteReader reader(datagram);
  while (reader.remaining() > 0) {
    const uint8_t type = reader.u8();
    reader.skip(2);
    const uint16_t epoch = reader.u16();
    reader.skip(6);
    reader.skip(reader.u16());
    if (type == kApplicationData && epoch == 0) return true;
    if (!reader.ok()) return false;
  }
  return false;
}

}  // namespace dtls
