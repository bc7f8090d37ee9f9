"""The reader that gives the second opinion on pages: lab blocks [--train] FOLDER...

Each FOLDER has pages and an expected.jsonl: one object a page with "file" (may end in .gz), "url", "charset" where it is known, "articleBody"
as people marked it, and "bodyTruth", where "tool" leaves the page out. Tells how many blocks a reader that has not seen the host judges right,
in five folds by host; with --train a reader that has seen all of them is written to plugins/data/page_blocks.tsv. In a folder without
expected.jsonl, all input.html below it are read, and the program must judge each block as the table says. Exit 1 when it does not.
"""
import bisect
import gzip
import json
import math
import pathlib
import random
import re
import subprocess
import tempfile
from urllib.parse import urlsplit

from judge import Judge, arguments

TABLE = pathlib.Path(__file__).resolve().parents[2] / "plugins/data/page_blocks.tsv"
FOLDS, TREES, RATE, LEAVES, LEAST_BLOCKS, L2 = 5, 400, .04, 8, 60, 10.
TRUTHS = ("human", "rules", "llm+human")


def words_of(text):
    """Words; of scripts without spaces each character."""
    return re.findall(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+",
                      text.lower())


def site_of(url):
    """The host without what stands before the name of the site, so that no site is in two folds."""
    parts = (urlsplit(url).hostname or "").split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2:])


def labels_of(blocks, body):
    """Which blocks are text: 60 % of their runs of four words stand in the body; short ones are a line of it."""
    words = words_of(body)
    runs = {tuple(words[i:i + 4]) for i in range(len(words) - 3)}
    lines = {"".join(words_of(line)) for line in body.split("\n")}
    labels = []
    for block in blocks:
        own = words_of(block["text"])
        if len(own) < 4:
            labels.append(bool(own) and "".join(own) in lines)
        else:
            found = sum(tuple(own[i:i + 4]) in runs for i in range(len(own) - 3))
            labels.append(found >= .6 * (len(own) - 3))
    return labels


def marked_pages(folder):
    for line in (folder / "expected.jsonl").open(encoding="utf-8"):
        page = json.loads(line)
        if page.get("articleBody") and page.get("bodyTruth", "human") in TRUTHS:
            path = folder / page["file"]
            content = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
            yield page, (b"\xef\xbb\xbf" if page.get("charset") == "utf-8" else b"") + content


def asked_of(program, pages):
    """The names of the columns, and the blocks of each (url, content)."""
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for number, (url, content) in enumerate(pages):
            path = pathlib.Path(folder, f"{number}.html")
            path.write_bytes(content)
            lines.append(json.dumps({"file": str(path), "url": url}))
        out = subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout.splitlines()
    return json.loads(out[0]), [json.loads(line)["blocks"] for line in out[1:]]


def new_reader():
    from sklearn.ensemble import HistGradientBoostingClassifier
    return HistGradientBoostingClassifier(max_iter=TREES, learning_rate=RATE, max_leaf_nodes=LEAVES, min_samples_leaf=LEAST_BLOCKS,
                                          l2_regularization=L2, early_stopping=False, random_state=1)


def trained(pages):
    """Each page counts by the root of its words, so that no long one decides for all."""
    import numpy
    weights = []
    for page in pages:
        own = numpy.array([min(len(words_of(block["text"])), 60) + 1. for block in page["blocks"]])
        weights.append(own / own.sum() ** .5)
    reader = new_reader()
    reader.fit(numpy.vstack([page["columns"] for page in pages]), numpy.concatenate([page["labels"] for page in pages]),
               sample_weight=numpy.concatenate(weights))
    return reader


def folded(pages):
    """The probabilities of each page by a reader that has seen no page of its site."""
    sites, chance = sorted({page["site"] for page in pages}), random.Random(5)
    fold = {site: chance.randrange(FOLDS) for site in sites}
    for number in range(FOLDS):
        reader = trained([page for page in pages if fold[page["site"]] != number])
        for page in pages:
            if fold[page["site"]] == number:
                page["probabilities"] = reader.predict_proba(page["columns"])[:, 1]


def written(reader, names):
    """The trees as rows: splits and leaves in the order of the tree, 0 its root."""
    rows = ["tree\tcolumn\tvalue\tleft\tright", f"base\tbase\t{float(reader._baseline_prediction.ravel()[0]):.6g}"]
    for number, (tree,) in enumerate(reader._predictors):
        for node in tree.nodes:
            if node["is_leaf"]:
                rows.append(f"{number}\tleaf\t{node['value']:.5g}")
            else:
                rows.append(f"{number}\t{names[node['feature_idx']]}\t{node['num_threshold']:.7g}\t{node['left']}\t{node['right']}")
    return "\n".join(rows) + "\n"


def table_says(rows, names, columns):
    """What the table in `rows` says of one block: the same by another program."""
    column_of, odds, trees = {name: i for i, name in enumerate(names)}, 0., {}
    for row in rows:
        if row[1] == "base":
            odds = float(row[2])
        else:
            trees.setdefault(row[0], []).append(row)
    for nodes in trees.values():
        node = nodes[0]
        while node[1] != "leaf":
            node = nodes[int(node[3] if columns[column_of[node[1]]] <= float(node[2]) else node[4])]
        odds += float(node[2])
    return 1 / (1 + math.exp(-odds))


def compare(judge, program, folder):
    files = sorted(folder.rglob("input.html"))
    names, pages = asked_of(program, [("https://example.org/news/story", path.read_bytes()) for path in files])
    rows = [line.split("\t") for line in TABLE.read_text().splitlines()[1:]]
    blocks = [block for page in pages for block in page]
    far = [block for block in blocks if abs(table_says(rows, names, block["columns"]) - block["probability"]) > 1e-3]
    judge.figure("blocks read", len(blocks))
    judge.check("each is judged as the table says", blocks and not far, far[:1])


def measure(judge, program, folders, train):
    import numpy
    found = [pair for folder in folders for pair in marked_pages(folder)]
    names, blocks = asked_of(program, [(page["url"], content) for page, content in found])
    pages = [{"site": site_of(page["url"]), "blocks": of_page, "columns": numpy.array([block["columns"] for block in of_page]),
              "labels": labels_of(of_page, page["articleBody"])} for (page, _), of_page in zip(found, blocks) if of_page]
    judge.figure("pages, sites, blocks",
                 f"{len(pages)}, {len({page['site'] for page in pages})}, {sum(len(page['blocks']) for page in pages)}")
    if train:
        TABLE.write_text(written(trained(pages), names))
        return
    folded(pages)
    rows = sorted((p, label, len(words_of(block["text"]))) for page in pages
                  for p, label, block in zip(page["probabilities"], page["labels"], page["blocks"]))
    for title, part in (("surely none (<= 0.15)", rows[:bisect.bisect_right(rows, (.15, True, math.inf))]),
                        ("surely text (> 0.95)", rows[bisect.bisect_right(rows, (.95, True, math.inf)):]), ("all", rows)):
        words = sum(count for _, _, count in part)
        right = sum(count for p, label, count in part if label == (p > .5))
        judge.figure(f"{title}: words, judged right", f"{words}, {100 * right / words:.2f} %")


def main():
    parser = arguments(__doc__)
    parser.add_argument("--train", action="store_true", help="write the table")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    asked = parser.parse_args()
    judge, program = Judge(), str(pathlib.Path(asked.bin).parent / "lab_blocks")
    marked = [folder for folder in asked.folders if (folder / "expected.jsonl").exists()]
    if marked:
        measure(judge, program, marked, asked.train)
    for folder in asked.folders:
        if folder not in marked:
            compare(judge, program, folder)
    return judge.exit_code


if __name__ == "__main__":
    raise SystemExit(main())
