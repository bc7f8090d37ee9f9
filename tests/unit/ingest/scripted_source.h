#pragma once

#include <string>
#include <utility>

#include "source/source.h"

namespace newsbus::ingest {

/// A source whose answers the test writes.
class ScriptedSource final : public source::Source {
public:
    explicit ScriptedSource(source::Options options = {}) : Source(with_id(std::move(options))) {}

    Result<Request> request_for(const Job& job) const override {
        if (!requests) return Error{Errc::syntax, "no request for " + job.url};
        return Request{};
    }
    Result<Harvest> read(const Job&, const Response&, TimePoint) const override {
        if (broken) return Error{Errc::syntax, "not a feed"};
        return harvest;
    }
    bool wants_page(const Article&) const override { return pages; }
    Result<source::PageReading> read_page(const Job& job, const Response&, TimePoint) const override {
        if (broken) return Error{Errc::syntax, "not a page"};
        Article article = job.draft->article;
        article.body = "From the page.";
        article.body_status = page_status;
        return source::PageReading{std::move(article), job.site_memory + "+"};
    }

    Harvest harvest;
    bool requests = true, broken = false, pages = false;
    BodyStatus page_status = BodyStatus::full;

private:
    static source::Options with_id(source::Options options) {
        options.id = "example";
        options.url = "https://example.org/feed";
        return options;
    }
};

}  // namespace newsbus::ingest
