#!/usr/bin/env python3
"""An exec plugin: adds the reading time as a tag, drops articles of fewer than ten words.

[plugin.reading_time]
use = "exec"
command = ["python3", "/usr/share/doc/newsbus/examples/plugins/reading_time.py"]
"""
import json
import sys

WORDS_A_MINUTE = 230

for line in sys.stdin:  # one article a line ...
    article = json.loads(line)
    words = article.get("wordCount", 0)
    if words < 10:
        answer = None  # null: drop it
    else:
        minutes = max(1, round(words / WORDS_A_MINUTE))
        answer = {"tags": article.get("tags", []) + [f"reading-time:{minutes}"]}  # a JSON Merge Patch
    print(json.dumps(answer), flush=True)  # ... one answer a line
