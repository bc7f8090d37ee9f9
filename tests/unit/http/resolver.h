#pragma once

#include <string>
#include <vector>

namespace newsbus::http {

/// The name server of this test program. A look-up of `name` gives the addresses of the first answer, the next look-up
/// those of the second; the last answer stays. Other names are left to the system.
/// It stands where libcurl asks: getaddrinfo() of this program comes before the C library's.
class Resolver {
public:
    Resolver() = default;
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;
    ~Resolver();  ///< forgets all names

    void answer(const std::string& name, std::vector<std::vector<std::string>> answers);
    int lookups(const std::string& name) const;
};

}  // namespace newsbus::http
