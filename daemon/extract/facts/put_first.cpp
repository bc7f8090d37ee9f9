#include "extract/facts/put_first.h"

namespace newsbus::extract {

void put_first(Article& article, std::string& field, const char* name, std::initializer_list<Offer> offers) {
    for (const auto& [value, origin] : offers) {
        if (value.empty()) continue;
        field = value;
        article.provenance[name] = origin;
        return;
    }
}

}  // namespace newsbus::extract
