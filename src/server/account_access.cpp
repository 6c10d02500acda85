#include "server/account_access.hpp"

namespace server {

void StoredAccounts::update(std::string login, Change change, std::function<void(Found)> done) {
  // Written on the storage thread, read on ours after it has reported.
  const auto after = std::make_shared<Found>();
  storage_.ask(
      [writer = writer_, login = std::move(login), change = std::move(change),
       after]() -> std::expected<void, domain::StoreError> {
        *after = writer->update(login, change);
        if (!*after) return std::unexpected(after->error());
        return {};
      },
      [after, done = std::move(done)](bool stored) {
        const bool not_even_tried = !stored && after->has_value();
        if (not_even_tried) *after = std::unexpected(domain::StoreError{"the disk is far behind"});
        done(*after);
      });
}

}  // namespace server
