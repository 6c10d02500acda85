// SequenceMap against its model (sfu/test_sequence_model.hpp). Each action is two bytes: what
// happens, and to which input, counted from the newest one. Checks that both agree on every number,
// except that the map may have forgotten what lies more than its 128 segments back.
#include <map>

#include "base/assert.hpp"
#include "sfu/test_sequence_model.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const auto start = static_cast<uint16_t>(data[0] << 8 | data[1]);
  sfu::SequenceMap map(start);
  sfu::SequenceModel model(start);
  map.switch_input(65'536);
  model.switch_input(65'536);
  std::map<int64_t, uint64_t> holes_when_passed;  // to tell how far back an input lies
  for (size_t i = 2; i + 1 < size; i += 2) {
    const int64_t input = model.newest() + static_cast<int8_t>(data[i + 1]);
    switch (data[i] % 8) {
      case 0:
        map.drop(input);
        model.drop(input);
        break;
      case 1:
        map.switch_input(input + 100);
        model.switch_input(input + 100);
        holes_when_passed.clear();
        break;
      case 2:  // a jump
        static_cast<void>(map.map(input + data[i + 1] * 100));
        static_cast<void>(model.map(input + data[i + 1] * 100));
        break;
      default: {
        const auto number = map.map(input);
        const auto expected = model.map(input);
        if (number) {
          ASSERT(expected && *number == static_cast<uint16_t>(*expected));
        } else if (expected) {
          const auto passed = holes_when_passed.upper_bound(input);
          ASSERT(passed != holes_when_passed.end() && model.holes() - passed->second >= 120);
        }
      }
    }
    holes_when_passed[model.newest()] = model.holes();
  }
  return 0;
}
