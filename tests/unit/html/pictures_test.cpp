#include "html/pictures.h"

#include "html/sanitize.h"

#include <gtest/gtest.h>

#include <utility>

namespace newsbus::html {
namespace {

const Url base = Url::parse("https://news.example/a/").value();

TEST(Pictures, ThatCountReadersAreNotSeen) {
    const PictureTraits cases[] = {
        // by size
        {"https://a.example/x.jpg", "", "", "1", "1"},
        {"https://a.example/x.jpg", "", "", "1px", ""},
        {"https://a.example/x.gif", "", "", "0", "0"},
        {"https://a.example/x.jpg", "", "", "2", "300"},
        {"https://a.example/x.jpg", "", "border:0; WIDTH: 1px", "", ""},
        {"https://a.example/x.jpg", "", "height:0;width:0px", "", ""},
        // by address
        {"https://a.example/pixel.gif", "", "", "", ""},
        {"https://a.example/i/1x1.png?x=1", "", "", "", ""},
        {"https://a.example/spacer.gif", "", "", "", ""},
        {"https://pixel.wp.com/b.gif?host=a.example&post=1", "", "", "", ""},
        {"https://stats.wordpress.com/b.gif?v=noscript", "", "", "", ""},
        {"https://www.facebook.com/tr?id=1&ev=PageView", "", "", "", ""},
        {"http://feeds.feedburner.com/~r/news/~4/x0-1", "", "", "", ""},
        {"http://feeds.feedburner.com/~ff/news?d=yIl2AUoC8zA", "", "", "", ""},
        {"https://tracking.a.example/12/34", "", "", "", ""},
        {"https://a.example/counter.php?id=1", "", "", "", ""},
    };
    for (const PictureTraits& picture : cases)
        EXPECT_TRUE(is_invisible(picture)) << picture.address << picture.style << picture.width;
}

TEST(Pictures, ThatShowSomethingAreSeen) {
    const PictureTraits cases[] = {
        {"https://a.example/x.jpg", "", "", "", ""},
        {"https://a.example/x.jpg", "", "", "640", "360"},
        {"https://a.example/x.jpg", "", "", "100%", "auto"},
        {"https://a.example/x.jpg", "", "", "1440", "0"},  // as high as it comes
        {"https://a.example/lazy.jpg", "", "", "0", "0"},
        {"https://a.example/x.jpg", "", "height:0; padding-bottom:56%", "", ""},
        {"https://a.example/x.jpg", "", "width:0;min-width:100%;height:0;min-height:100%", "", ""},
        {"https://pixel.watch/14ea", "", "", "", ""},
        {"https://a.example/x.jpg", "", "width:100%; border-width:1px; line-height:1", "", ""},
        {"https://a.example/x.jpg", "", "width:1em", "", ""},
        {"https://a.example/pixel.jpg", "", "", "", ""},  // a dog of that name
        {"https://a.example/counter.jpg", "", "", "", ""},
        {"https://stats.a.example/chart.png", "", "", "", ""},
        {"https://a.example/2026/tracking/storm.gif", "", "", "", ""},
        {"https://a.example/image?id=7", "", "", "", ""},
    };
    for (const PictureTraits& picture : cases) EXPECT_FALSE(is_invisible(picture)) << picture.address << picture.style;
}

TEST(Pictures, SmallOnesAndPortraitsAreDecoration) {
    const PictureTraits decoration[] = {
        {"https://a.example/x.jpg", "", "", "32", "32"},
        {"https://a.example/x.jpg", "", "", "171", "16"},
        {"https://s.w.org/images/core/emoji/15/72x72/1f600.png", "", "", "", ""},
        {"https://a.example/x.png", "wp-smiley", "", "", ""},
        {"https://secure.gravatar.com/avatar/0123?s=96", "", "", "96", "96"},
        {"https://a.example/images/mm/facebook.gif", "", "", "", ""},
        {"https://a.example/x.jpg", "avatar avatar-96", "", "96", "96"},
    };
    for (const PictureTraits& picture : decoration) EXPECT_TRUE(is_decoration(picture)) << picture.address;
    EXPECT_FALSE(is_decoration({"https://a.example/x.jpg", "wp-image-7 size-full", "", "64", "64"}));
    EXPECT_FALSE(is_decoration({"https://a.example/2026/facebook.jpg", "", "", "", ""}));
    EXPECT_FALSE(is_decoration({"https://a.example/avatar-film-review.jpg", "", "", "", ""}));
}

TEST(Pictures, OfASetTheLargestCounts) {
    const std::pair<const char*, const char*> cases[] = {
        {"a.jpg 300w, b.jpg 1200w, c.jpg 600w", "b.jpg"},
        {"a.jpg, b.jpg 2x", "b.jpg"},
        {"a,b.jpg 1x,c,d.jpg 2x", "c,d.jpg"},
        {"  a.jpg  ", "a.jpg"},
        {"a.jpg,", "a.jpg"},
        {",,", ""},
        {"", ""},
    };
    for (const auto& [set, best] : cases) EXPECT_EQ(largest_of(set), best) << set;
}

TEST(FirstPicture, IsWhatTheTextShowsFirst) {
    const std::pair<const char*, Picture> cases[] = {
        {"<p>a</p><img src='/i.jpg' width=640 height='360px' alt='A boat at sea'><img src=/j.jpg>",
         {"https://news.example/i.jpg", "A boat at sea", 640, 360}},
        {"<figure><img src=i.jpg alt='x y'><figcaption>A <b>boat</b>\n &amp; a sail</figcaption></figure>",
         {"https://news.example/a/i.jpg", "A boat & a sail", 0, 0}},
        {"<img src=i.jpg alt='IMG_1.jpg'><figure><figcaption>of another</figcaption></figure>",
         {"https://news.example/a/i.jpg", "", 0, 0}},
        {"<img src=i.jpg alt='\u65b0\u805e'>", {"https://news.example/a/i.jpg", "\u65b0\u805e", 0, 0}},
        // not the first that stands there
        {"<img src=t.jpg width=1 height=1><img src=i.jpg>", {"https://news.example/a/i.jpg", "", 0, 0}},
        {"<img src=t.jpg style='display: none'><img hidden src=u.jpg><img src=i.jpg>",
         {"https://news.example/a/i.jpg", "", 0, 0}},
        {"<img class=emoji src=e.png alt=x><img src=a.png class=avatar><img src=i.jpg>",
         {"https://news.example/a/i.jpg", "", 0, 0}},
        {"<div hidden><img src=t.jpg></div><noscript><img src=n.jpg></noscript><img src=i.jpg>",
         {"https://news.example/a/i.jpg", "", 0, 0}},
        // where lazy ones hide their address
        {"<img src='data:image/gif;base64,AA' data-src=i.jpg>", {"https://news.example/a/i.jpg", "", 0, 0}},
        {"<img src=/blank.gif data-lazy-src=i.jpg>", {"https://news.example/a/i.jpg", "", 0, 0}},
        {"<img srcset='s.jpg 300w, i.jpg 900w'>", {"https://news.example/a/i.jpg", "", 0, 0}},
        {"<picture><source srcset='i.webp 2x'><img alt=''></picture>", {"https://news.example/a/i.webp", "", 0, 0}},
        {"<picture><source srcset='i.webp 2x'><img src=i.jpg></picture>", {"https://news.example/a/i.jpg", "", 0, 0}},
        // none
        {"<img src='data:image/png;base64,AA'>", {}},
        {"<img src='https://pixel.wp.com/b.gif?x'>", {}},
        {"<img src='javascript:x'><img>text", {}},
        {"text &lt;img src=i.jpg&gt;", {}},
    };
    for (const auto& [html, picture] : cases) {
        EXPECT_EQ(first_picture(html, base), picture) << html;
        EXPECT_EQ(cleaned(html, base).picture, picture) << html;
    }
}

TEST(Sanitized, HasNoPicturesThatAreNotSeen) {
    EXPECT_EQ(
        sanitized("<p>a<img src=/t.gif width=1 height=1><img src=/pixel.gif><img src=/u style='display:none'></p>",
                  base),
        "<p>a</p>");
    EXPECT_EQ(sanitized("<p>a <img class=emoji src=/e.png alt='\U0001F600'><img class=smiley src=/e.png></p>", base),
              "<p>a \U0001F600</p>");
    EXPECT_EQ(sanitized("<p><img src=/formula.png height=14 alt='x^2'></p>", base),
              "<p><img src=\"https://news.example/formula.png\" alt=\"x^2\" height=\"14\"></p>");
    EXPECT_EQ(sanitized("<img src=/spacer.gif data-src=/i.jpg>", base), "<img src=\"https://news.example/i.jpg\">");
}

}  // namespace
}  // namespace newsbus::html
