#pragma once

namespace newsbus {

/// unique_ptr deleter made from a C "free" function: std::unique_ptr<CURL, Freed<curl_easy_cleanup>>.
template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* handle) const noexcept {
        Free(handle);
    }
};

}  // namespace newsbus
