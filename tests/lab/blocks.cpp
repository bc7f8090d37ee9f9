// What `lab blocks` asks: JSON lines {"file": an HTML page, "url"} come in; for each the blocks of the page go out,
// with what the second opinion looks at and what it says.
#include "extract/body/block_model.h"
#include "extract/body/block_rows.h"
#include "extract/body/unveil.h"
#include "extract/facts/json_ld.h"
#include "extract/facts/metadata.h"
#include "extract/page/page.h"
#include "extract/tree/open_page.h"

#include <boost/json.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

namespace json = boost::json;
using namespace newsbus;

json::object blocks_of(const std::string& bytes, const Url& url) {
    json::array blocks;
    const Result<Article> article = extract::read_page(bytes, "", url);
    Result<html::Document> page = extract::open_page(bytes, "", url);
    if (article && page) {
        const extract::Metadata metadata = extract::read_metadata(page->dom);
        extract::BodyHints hints;
        hints.headline = article->headline;
        hints.json_ld_body = extract::read_json_ld(page->json_ld).body;
        for (const char* name : {"og:description", "description", "twitter:description"})
            hints.descriptions.emplace_back(metadata.first({name}));
        extract::show_late_pieces(page->dom);
        const extract::Outline outline = extract::outline_of(page->dom);
        for (const extract::BlockRow& row : extract::block_rows(outline, 0, hints)) {
            json::array columns;
            for (float column : row.columns) columns.emplace_back(static_cast<double>(column));
            blocks.push_back({{"text", outline.own_text(row.element)},
                              {"columns", std::move(columns)},
                              {"probability", extract::BlockModel::shipped().probability(row.columns)}});
        }
    }
    return {{"blocks", std::move(blocks)}};
}

}  // namespace

int main() {
    json::array names;
    for (std::size_t i = 0; i < extract::column_count; ++i) names.emplace_back(extract::column_name(i));
    std::cout << json::serialize(names) << "\n";
    for (std::string line; std::getline(std::cin, line);) {
        const json::value asked = json::parse(line);
        std::ifstream file(std::string(asked.at("file").as_string()), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        const Result<Url> url = Url::parse(std::string(asked.at("url").as_string()));
        std::cout << json::serialize(url ? blocks_of(bytes, *url) : json::object{{"blocks", json::array()}}) << "\n";
    }
}
