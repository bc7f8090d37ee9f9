"""The HTML tokenizer against the tests of html5lib: lab tokens FILE|FOLDER.

Reads the *.test files of the folder tokenizer of html5lib-tests. Compared are characters, tags and attributes; what newsbus does not keep is
left out on both sides: parse errors, comments, doctypes and the slash of "<br/>". So that comments and doctypes are held to account too, a
tag follows each case whose end the tokenizer has left behind: it must be seen. Prints how many cases agree and every case that does not. Exit 1
when fewer agree than the bound, or when a difference has no reason in the list below.
"""
import html
import re
import sys

from judge import Judge, arguments
from oracle import Agreement, Case, Purpose, answers, files_of, load, scalar_values

# The states inside elements, and an element that leads there.
ELEMENTS = {"RCDATA state": "title", "RAWTEXT state": "style", "Script data state": "script"}
PREFIXES = {"Data state": "", "CDATA section state": "<![CDATA["}
FOLLOWING, FOLLOWING_TOKENS = " <i>", [["Character", " "], ["StartTag", "i", {}]]

NOT_APPLICABLE = {
    "PLAINTEXT state": "the element plaintext is obsolete; newsbus reads on behind it, so that nothing is lost",
    "xmlViolationTests": "how a tokenizer may bend what XML cannot hold: here the tree does, when it is written",
}


def each_text(tokens, change):
    """`tokens` with every text, name and value changed."""
    if isinstance(tokens, str):
        return change(tokens)
    if isinstance(tokens, dict):
        return {change(name): change(value) for name, value in tokens.items()}
    return [each_text(token, change) for token in tokens]


def is_control_as_blank(case, got):
    return "&#" in case.asked and got == each_text(case.expected, lambda text: re.sub(r"[\x01-\x08\x0b-\x1f]", " ", text))


def is_nul_kept(case, got):
    return "\0" in case.asked and case.expected == each_text(got, lambda text: text.replace("\0", "\ufffd"))


def is_line_end_kept(case, got):
    return "\r" in case.asked and case.expected == each_text(got, lambda text: re.sub(r"\r\n?", "\n", text))


def is_cdata_read(case, got):
    if not case.asked.startswith("<![CDATA["):
        return False
    text, _, behind = case.asked.removeprefix("<![CDATA[").partition("]]>")
    follows = behind.endswith(FOLLOWING)
    text += behind.removesuffix(FOLLOWING) if follows else behind
    return got == merged([["Character", html.unescape(text)], *(FOLLOWING_TOKENS if follows else [])])


PURPOSES = [
    Purpose("&#1; is a blank", "a reference to a control character: no document means one, and XML cannot hold it", is_control_as_blank),
    Purpose("U+0000 stays", "the reader of bytes has taken it out before (charset.h)", is_nul_kept),
    Purpose("line ends stay", "they are no different from other white space where text is read", is_line_end_kept),
    Purpose("CDATA is text", "feeds wrap HTML in it, often twice: its text is not lost, and its references are read", is_cdata_read),
]


def merged(tokens):
    """`tokens` as newsbus has them: without comments, doctypes and slashes, and neighbouring characters in one."""
    out = []
    for kind, *rest in tokens:
        if kind == "Character" and out and out[-1][0] == kind:
            out[-1] = [kind, out[-1][1] + rest[0]]
        elif kind not in ("Comment", "DOCTYPE") and rest != [""]:
            out.append([kind, *rest[:2]])
    return out


def unescaped(value):
    """For tests that are "doubleEscaped": \\uXXXX stands for itself a second time."""
    return each_text(value, lambda text: re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text))


def tokens_of(output):
    return [[token[0], *token[1:3]] for token in output if token[0] not in ("Comment", "DOCTYPE")]


def with_name(name, other, text):
    return re.sub(name, lambda found: other if found[0].islower() else other.upper(), text, flags=re.IGNORECASE)


def case(name, state, test):
    asked, expected = test["input"], tokens_of(test["output"])
    if test.get("doubleEscaped"):
        asked, expected = unescaped(asked), unescaped(expected)
    asked, expected = scalar_values(asked), scalar_values(expected)
    at_its_end = any(error["code"].startswith("eof-") for error in test.get("errors", []))
    if state in ELEMENTS:
        last = test.get("lastStartTag", "")
        element = last if last == "textarea" else ELEMENTS[state]
        if last == "xmp":  # stands for any element that leads into the state
            asked, expected = with_name("xmp", element, asked), each_text(expected, lambda text: with_name("xmp", element, text))
        ended = ["EndTag", element] in expected
        if not ended and not at_its_end:
            asked += f"</{element}>"
        asked = f"<{element}>" + asked
        expected = [["StartTag", element, {}], *expected, *([] if ended else [["EndTag", element]])]
    else:
        asked = PREFIXES[state] + asked
    if not at_its_end:
        left_out_last = test["output"][-1:] and test["output"][-1][0] in ("Comment", "DOCTYPE")
        if left_out_last and not asked.endswith(">"):
            asked += ">"
        asked, expected = asked + FOLLOWING, expected + FOLLOWING_TOKENS
    return Case(f"{name}: {test['description']} ({state})", asked, merged(expected))


def main():
    parser = arguments(__doc__)
    parser.add_argument("tests", metavar="FILE|FOLDER", help="e.g. the folder tokenizer of html5lib-tests")
    parser.add_argument("--bound", type=float, default=98, help="percent of the applicable cases that must agree (98)")
    options = parser.parse_args()
    agreement, cases = Agreement("tokenizer", PURPOSES, options.bound), []
    for path in files_of(options.tests, "*.test"):
        for kind, tests in load(path).items():
            for test in tests:
                for state in [kind] if kind in NOT_APPLICABLE else test.get("initialStates", ["Data state"]):
                    if state in NOT_APPLICABLE:
                        agreement.leave_out(NOT_APPLICABLE[state])
                    else:
                        cases.append(case(path.name, state, test))
    for asked, got in zip(cases, answers(options.bin, "lab_tokens", [c.asked for c in cases])):
        agreement.take(asked, merged(got))
    judge = Judge()
    silent = sum(c.expected == FOLLOWING_TOKENS for c in cases)
    judge.figure("cases that only leave something out", silent)
    agreement.report(judge)
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())
