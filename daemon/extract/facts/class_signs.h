#pragma once

#include <string_view>
#include <unordered_map>

namespace newsbus::extract {

/// What the classes of an element say to those who look for the facts of an article.
struct ClassSigns {
    bool comments = false;    ///< of readers
    bool live_posts = false;  ///< "live-blog__posts"
    bool title = false;       ///< "entry-title", "headline"
    bool byline = false;      ///< who wrote it
    bool date = false;        ///< "post-date", "timestamp"
};

/// Reads each value of `class` once: a page has some hundred, on thousands of elements.
class ClassSignsMemo {
public:
    /// What it returns holds until the next call. `classes` must outlive the memo.
    const ClassSigns& of(std::string_view classes);

private:
    std::unordered_map<std::string_view, ClassSigns> known_;
    ClassSigns unkept_;
};

/// Is it an id or class of comments? They have authors and dates of their own.
bool names_comments(std::string_view name);

/// Is it a class of what somebody is, and not who: "byline-title"?
bool names_a_title(std::string_view classes);

}  // namespace newsbus::extract
