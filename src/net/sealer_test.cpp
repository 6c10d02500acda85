#include "net/sealer.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "net/base64url.hpp"
#include "net/key_file.hpp"
#include "net/system_random.hpp"

namespace net {
namespace {

using base::as_bytes;
using base::Bytes;
using ::testing::HasSubstr;

const SecretKey kKey = {1, 2, 3};

std::string hex(base::BytesView bytes) {
  std::string out;
  for (const uint8_t byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

TEST(Sealer, OpensWhatItSealedOfEveryLength) {
  SystemRandom random;
  const Sealer sealer(kKey);
  for (size_t size = 0; size <= 64; ++size) {
    const Bytes plain(size, static_cast<uint8_t>(size));
    EXPECT_EQ(sealer.open("ticket", sealer.seal("ticket", plain, random)), plain);
    EXPECT_EQ(sealer.open_text("ticket", sealer.seal_text("ticket", plain, random)), plain);
  }
}

TEST(Sealer, OneChangedBitOneMissingByteOrAnotherPurposeOpensNothing) {
  base::SeededRandom random(1);
  const Sealer sealer(kKey);
  const Bytes sealed = sealer.seal("ticket", as_bytes("Ada, moderator"), random);
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes changed = sealed;
    changed[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    EXPECT_FALSE(sealer.open("ticket", changed)) << bit;
  }
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(sealer.open("ticket", base::BytesView(sealed).first(size))) << size;
  }
  EXPECT_FALSE(sealer.open("ticke", sealed));
  EXPECT_FALSE(sealer.open("", sealed));
  EXPECT_FALSE(Sealer(SecretKey{}).open("ticket", sealed));
  EXPECT_TRUE(sealer.open("ticket", sealed));
}

TEST(Sealer, TheSameTextIsNeverSealedTheSame) {
  SystemRandom random;
  const Sealer sealer(kKey);
  EXPECT_NE(sealer.seal("t", as_bytes("x"), random), sealer.seal("t", as_bytes("x"), random));
}

TEST(Sealer, KeyedHashesDependOnKeyPurposeAndValue) {
  const Sealer sealer(kKey);
  const Sha256 hash = sealer.keyed_hash("ban", as_bytes("value"));
  EXPECT_EQ(hash, sealer.keyed_hash("ban", as_bytes("value")));
  EXPECT_NE(hash, sealer.keyed_hash("banv", as_bytes("alue")));
  EXPECT_NE(hash, sealer.keyed_hash("ban", as_bytes("value2")));
  EXPECT_NE(hash, Sealer(SecretKey{}).keyed_hash("ban", as_bytes("value")));
}

TEST(Sealer, Sha256OfFips180) {
  EXPECT_EQ(hex(sha256(as_bytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sealer, EqualityLooksAtEveryByteAndTheLength) {
  EXPECT_TRUE(equal_constant_time(as_bytes("abc"), as_bytes("abc")));
  EXPECT_TRUE(equal_constant_time({}, {}));
  EXPECT_FALSE(equal_constant_time(as_bytes("abc"), as_bytes("abd")));
  EXPECT_FALSE(equal_constant_time(as_bytes("abc"), as_bytes("ab")));
}

TEST(Base64url, VectorsOfRfc4648WithoutPadding) {
  for (const auto& [plain, text] :
       std::vector<std::pair<std::string_view, std::string_view>>{{"", ""},
                                                                  {"f", "Zg"},
                                                                  {"fo", "Zm8"},
                                                                  {"foo", "Zm9v"},
                                                                  {"foob", "Zm9vYg"},
                                                                  {"fooba", "Zm9vYmE"},
                                                                  {"foobar", "Zm9vYmFy"},
                                                                  {"\xff\xef\xbe", "_---"}}) {
    EXPECT_EQ(base64url_encode(as_bytes(plain)), text);
    EXPECT_EQ(base64url_decode(text), base::to_bytes(as_bytes(plain)));
  }
}

TEST(Base64url, EveryValueHasOneSpelling) {
  for (const std::string_view text :
       {"Z", "Zg==", "Zg=", "Zh", "Zm9", "Zm 8", "Zm9v\n", "Zm+v", "Zm/v", "Zm9vY", "Zm9vYmF="}) {
    EXPECT_FALSE(base64url_decode(text)) << text;
  }
}

class KeyFile : public ::testing::Test {
 protected:
  KeyFile() : folder_(std::filesystem::path(::testing::TempDir()) / "plenum_key_file_test") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  ~KeyFile() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  std::filesystem::path path_ = folder_ / "secret.key";
  SystemRandom random_;
};

TEST_F(KeyFile, IsMadeOnceForItsOwnerAlone) {
  const auto first = load_or_create_key(path_, random_);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(load_or_create_key(path_, random_).value(), first.value());
  struct stat status{};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(KeyFile, ThatOthersCanReadIsRefused) {
  ASSERT_TRUE(load_or_create_key(path_, random_));
  for (const mode_t mode : {0644, 0640, 0604, 0660}) {
    chmod(path_.c_str(), mode);
    const auto key = load_or_create_key(path_, random_);
    ASSERT_FALSE(key.has_value());
    EXPECT_THAT(key.error().sentence, HasSubstr("can be read by others"));
  }
}

TEST_F(KeyFile, OfTheWrongLengthIsRefusedAndLeftAlone) {
  for (const size_t size : {0u, 31u, 33u}) {
    std::ofstream(path_) << std::string(size, 'k');
    chmod(path_.c_str(), 0600);
    const auto key = load_or_create_key(path_, random_);
    ASSERT_FALSE(key.has_value());
    EXPECT_THAT(key.error().sentence, HasSubstr(std::to_string(size) + " bytes instead of 32"));
    EXPECT_EQ(std::filesystem::file_size(path_), size);
  }
}

TEST_F(KeyFile, InAMissingFolderIsASentence) {
  const auto key = load_or_create_key(folder_ / "no" / "secret.key", random_);
  ASSERT_FALSE(key.has_value());
  EXPECT_EQ(key.error().code, std::errc::no_such_file_or_directory);
}

}  // namespace
}  // namespace net
