#!/usr/bin/env node
// An exec plugin in JavaScript: tags an article with the currencies that it names, e.g. "currency:EUR".
//
// [plugin.currencies]
// use = "exec"
// command = ["node", "/usr/share/doc/newsbus/examples/plugins/currencies.js"]
"use strict";

const CURRENCIES = {
    EUR: /€|\b(EUR|euros?)\b/i,
    GBP: /£|\b(GBP|pounds? sterling)\b/i,
    JPY: /\b(JPY|yen)\b/i,
    USD: /\$|\b(USD|dollars?)\b/i,
};

const lines = require("node:readline").createInterface({ input: process.stdin });

lines.on("line", (line) => { // one article a line ...
    const article = JSON.parse(line);
    const text = `${article.headline ?? ""}\n${article.articleBody ?? ""}`;
    const found = Object.keys(CURRENCIES).filter((name) => CURRENCIES[name].test(text));
    const tags = found.map((name) => `currency:${name}`).filter((tag) => !article.tags?.includes(tag));
    // ... one answer a line: a JSON Merge Patch, {} for no change
    console.log(JSON.stringify(tags.length ? { tags: [...(article.tags ?? []), ...tags] } : {}));
});
