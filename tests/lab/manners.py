"""What a good reader of feeds does, as rules over the requests that a server recorded.

A rule judges one decision at a time: this request, this pause. Each decision is right or wrong, and a wrong one has a line that says
when, what was expected and what came. `Conduct` adds them up: score = 100 * right / judged. The labs that serve publishers use this
(feedlab.py, polite.py); nothing here knows newsbus but for the name that it must call itself.
"""
import collections
import email.utils
import math
import re
import urllib.parse
from dataclasses import dataclass, field

RULES = {
    "conditional": "RFC 9110 13.1: the validators of the last good answer come back byte for byte, and no others",
    "freshness": "RFC 9111 4.2: a fresh answer is not asked for again",
    "retry-after": "RFC 9110 10.2.3: nobody comes back before Retry-After is over",
    "rest": "RFC 6585 4: a host that said 429 is left alone, all of it",
    "hints": "RSS 2.0 ttl, skipHours; RSS 1.0 syndication: a feed is not read more often than it asks",
    "spacing": "RFC 9309 2.4 in spirit: never sooner than the interval",
    "back-off": "RFC 9110 15.6: pauses grow while a source fails",
    "return": "a source that is well, or well again, is asked again in time",
    "moved": "RFC 9110 15.4.2, 15.4.9: a permanent redirect is learnt after three good polls",
    "not moved": "RFC 9110 15.4.3, 15.4.8: a temporary redirect is never learnt",
    "chain": "RFC 9110 15.4: redirects are followed, loops and long chains end",
    "gone": "RFC 9110 15.5.11: two 410 in a row end a source",
    "robots": "RFC 9309 2.2, 2.3: robots.txt is asked for and obeyed, and not asked for all the time",
    "per host": "one request at a time for each host, and a pause between two",
    "agent": "RFC 9110 10.1.5: User-Agent names the program and a contact",
    "form": "RFC 9112 3, RFC 9110 7.2: GET, the right Host, no fragment, no body",
    "codings": "RFC 9110 12.5.3: compressed answers are offered to be taken",
    "cookies": "RFC 6265: a cookie lives within one redirect chain only",
    "forbidden": "an address that is not allowed is never contacted",
    "bus": "each article that was shown is on the bus once for each version, and nothing else is",
}
REDIRECTS, PERMANENT = (301, 302, 303, 307, 308), (301, 308)
SLACK = 0.1        # seconds: clocks are read at two ends of a connection
LONGEST = 31 * 86400


@dataclass
class Ask:
    """One request and what it was answered. Times are seconds since the epoch."""
    t: float
    end: float
    host: str
    path: str
    headers: list                # pairs as they came
    status: int = 0
    answer: list = field(default_factory=list)
    complete: bool = True
    sent: int = 0                # bytes of the body
    method: str = "GET"
    judged_as: str = ""          # "": by its status; good, bad: as the publisher knows better
    keeps: str = ""              # validators after it: "" by its status; new, old, none, any
    leads_on: bool = False       # the reader is to ask once more at once

    def sent_header(self, name):
        return [value for key, value in self.headers if key.lower() == name]

    def answered(self, name):
        return [value for key, value in self.answer if key.lower() == name]

    @property
    def is_good(self):
        if self.judged_as:
            return self.judged_as == "good"
        return self.complete and (self.status == 304 or (self.status in (200, 203, 226) and self.sent > 0))

    @property
    def target(self):
        """Where it was redirected to, absolute; "" when it was not."""
        places = self.answered("location")
        if self.status not in REDIRECTS or not places:
            return ""
        return urllib.parse.urljoin(self.url, places[0]).split("#")[0]

    @property
    def url(self):
        host = (self.sent_header("host") or [self.host])[0]
        return self.path if self.path.startswith("http:") else f"http://{host}{self.path}"


class Conduct:
    """Right and wrong decisions, by rule and by whom they are about."""

    def __init__(self):
        self.right, self.wrong = collections.Counter(), collections.defaultdict(list)

    def judge(self, who, rule, good, words=""):
        assert rule in RULES, rule
        if good:
            self.right[who, rule] += 1
        else:
            self.wrong[who, rule].append(words)
        return good

    def rules_of(self, who):
        return [rule for rule in RULES if self.right[who, rule] or self.wrong.get((who, rule))]

    def faults_of(self, who):
        return [(rule, lines) for (name, rule), lines in self.wrong.items() if name == who]

    def counts(self, rule=None):
        right = sum(n for (_, r), n in self.right.items() if rule in (None, r))
        return right, sum(len(lines) for (_, r), lines in self.wrong.items() if rule in (None, r))

    @property
    def score(self):
        right, wrong = self.counts()
        return 100.0 * right / (right + wrong) if right + wrong else 0.0


@dataclass
class Terms:
    """What the reader was told, and what was done to it."""
    interval: float
    start: float                 # when the reader was started first
    end: float                   # when it was stopped last
    contact: str = ""
    stops: list = field(default_factory=list)   # (from, to): it did not run; killed or stopped
    pause: float = 0.0           # host_pause
    most_at_once: int = 1
    adapts: bool = False         # its interval may grow while nothing new comes

    def ran_between(self, begin, end):
        """Seconds of that time in which it ran."""
        return end - begin - sum(max(0.0, min(end, to) - max(begin, at)) for at, to in self.stops)

    def died_after(self, ask):
        """Was it ended so soon after that answer that nobody recorded it?"""
        return any(ask.t - 1 <= at <= ask.end + 1.5 for at, _ in self.stops)


def at(terms, t):
    return f"at {t - terms.start:.1f} s"


def polls_of(asks):
    """Requests of one source as polls: a redirect and what it led to belong together."""
    polls = []
    for ask in sorted(asks, key=lambda a: a.t):
        last = polls[-1][-1] if polls else None
        leads_here = last is not None and (last.leads_on or (last.target and same_place(last.target, ask.url)))
        if leads_here and ask.t - last.end < 2:
            polls[-1].append(ask)
        else:
            polls.append([ask])
    return polls


def same_place(a, b):
    return urllib.parse.unquote(a) == urllib.parse.unquote(b)


# What an answer says about time.

def directives(ask):
    found = {}
    for value in ask.answered("cache-control"):
        for name, text in re.findall(r'([\w-]+)(?:\s*=\s*("[^"]*"|[^,\s]*))?', value):
            found.setdefault(name.lower(), text.strip('"'))
    return found


def http_time(text):
    try:
        return email.utils.parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError):
        return None


def fresh_for(ask):
    """Freshness lifetime in seconds (RFC 9111 section 4.2.1, for a private cache), 0 when there is none."""
    said = directives(ask)
    if "no-store" in said or "no-cache" in said:
        return 0
    if "max-age" in said:
        age = (ask.answered("age") or ["0"])[0]
        whole = said["max-age"]
        return max(0, int(whole) - (int(age) if age.isdigit() else 0)) if whole.isdigit() else 0
    expires = [http_time(value) for value in ask.answered("expires")]
    if not expires or expires[0] is None:
        return 0
    sent = [http_time(value) for value in ask.answered("date")]
    return max(0, expires[0] - (sent[0] if sent and sent[0] is not None else ask.end))


def retry_after(ask):
    """Seconds of Retry-After, 0 when there is none that makes sense."""
    value = (ask.answered("retry-after") or [""])[0].strip()
    if value.isdigit():
        return min(int(value), LONGEST)
    when = http_time(value) if value else None
    if when is None:
        return 0
    sent = [http_time(text) for text in ask.answered("date")]
    return min(max(0, when - (sent[0] if sent and sent[0] is not None else ask.end)), LONGEST)


# The rules.

def good_form(conduct, who, asks, terms):
    for ask in asks:
        agent = (ask.sent_header("user-agent") or [""])[0]
        conduct.judge(who, "agent", agent.lower().startswith("newsbus/") and terms.contact in agent, f"{at(terms, ask.t)}: User-Agent: {agent}")
        host = ask.sent_header("host")
        body = ask.sent_header("content-length") + ask.sent_header("transfer-encoding")
        well = ask.method == "GET" and len(host) == 1 and "#" not in ask.path and not body
        conduct.judge(who, "form", well, f"{at(terms, ask.t)}: {ask.method} {ask.path[:80]} Host: {host}")


def takes_compressed(conduct, who, polls, terms):
    """All but a request that asks for the plain document, since the compressed one was none."""
    for poll in polls:
        for n, ask in enumerate(poll):
            offered = ",".join(ask.sent_header("accept-encoding")).lower()
            conduct.judge(who, "codings", "gzip" in offered or any(a.leads_on for a in poll[:n]), f"{at(terms, ask.t)}: Accept-Encoding: {offered or 'none'}")


def conditional(conduct, who, asks, terms):
    """Of all requests of a source: `asks` in order, redirects and their targets alike."""
    known, before = ("", ""), None     # the validators that must be sent; those before an answer that may not be recorded
    given_by = ""                      # the address that they are of: another one need not be asked with them
    free = False                       # nobody can say
    for ask in sorted(asks, key=lambda a: a.t):
        came = tuple((ask.sent_header(name) or [""])[0] for name in ("if-none-match", "if-modified-since"))
        if not free:
            allowed = [known] + ([before] if before is not None else [])
            allowed += [("", "")] if ask.target or not same_place(ask.url, given_by) else []
            conduct.judge(who, "conditional", came in allowed,
                          f"{at(terms, ask.t)}: GET {ask.path[-40:]} with {shown(came)} where {shown(known)} was to be sent")
        if came == known:
            before = None
        free = False
        etag, modified = ((ask.answered(name) or [""])[0] for name in ("etag", "last-modified"))
        after = known
        if ask.keeps == "any":
            free = True
        elif ask.keeps == "none":
            after = ("", "")
        elif ask.keeps == "new" or (not ask.keeps and ask.is_good and ask.status != 304):
            after = (etag, modified)
        elif not ask.keeps and ask.status == 304 and ask.is_good:
            after = (etag or known[0], modified or known[1])
        if after != known and terms.died_after(ask):
            before = known
        if ask.is_good:
            given_by = ask.url
        known = after


def shown(validators):
    words = [f"{name}: {value[:60]}" for name, value in zip(("If-None-Match", "If-Modified-Since"), validators) if value]
    return " and ".join(words) or "no validator"


def pauses(conduct, who, polls, terms, hint=0.0, ends=None):
    """Spacing, freshness, Retry-After, hints, back-off and the return, of polls in order. `ends`: no poll after that time."""
    failures, last_pause = 0, None
    for poll, following in zip(polls, [*polls[1:], None]):
        last, begin = poll[-1], poll[0].t
        good = last.is_good
        failures = 0 if good else failures + 1
        wants = {"spacing": terms.interval, "retry-after": max(retry_after(ask) for ask in poll)}
        if good:
            wants["freshness"] = fresh_for(last)
            wants["hints"] = hint
        wanted = max(wants.values())
        now = following[0].t if following else terms.end
        pause = now - (begin if wanted == terms.interval else last.end)
        lost = terms.died_after(last)
        for rule, seconds in wants.items():
            if seconds <= 0 or (not following and pause < seconds):
                continue
            since = pause if rule == "spacing" else now - last.end
            # What was not recorded before a death is asked for again: nobody knows of it.
            conduct.judge(who, rule, since >= seconds - SLACK - seconds * 0.001 or lost or not following,
                          f"{at(terms, now)}: asked again after {since:.1f} s, status {last.status} wanted {seconds:.1f} s")
        if following and not good and not lost and wants["retry-after"] <= terms.interval:
            pause = following[0].t - begin
            if last_pause is not None and last_pause < 40 * terms.interval:
                conduct.judge(who, "back-off", pause >= last_pause * 1.3,
                              f"{at(terms, now)}: failure {failures}, asked again after {pause:.1f} s, after {last_pause:.1f} s the time before")
            last_pause = pause
        else:
            last_pause = None
        longest = latest_return(terms, wanted, failures) + (0.5 * (last.end - terms.start) if terms.adapts else 0)
        if ends is None or now < ends:
            conduct.judge(who, "return", terms.ran_between(last.end, now) <= longest,
                          f"{at(terms, last.end)}: status {last.status}, then nothing for {now - last.end:.1f} s, "
                          f"{longest:.1f} would be patient enough")


def latest_return(terms, wanted, failures):
    """How long nobody has to wonder: what is wanted, doubled for each failure, a tenth of jitter, and some time to get there."""
    back_off = terms.interval * 2 ** min(failures, 12) if failures else 0
    return max(wanted, back_off) * 1.25 + 2 * terms.interval + 8


def redirected(conduct, who, polls, terms):
    """A permanent first part of a chain is learnt after three good polls in a row that led to the same place; no other is."""
    home, led_to, times = polls[0][0].url, "", 0
    for poll in polls:
        asked = poll[0].url
        died = any(poll[0].t - 1.5 * terms.interval - 3 <= moment <= poll[0].t for moment, _ in terms.stops)
        if times >= 3:
            conduct.judge(who, "moved", same_place(asked, led_to), f"{at(terms, poll[0].t)}: {asked} is asked, {led_to} was led to {times} times")
            if same_place(asked, led_to):
                home, led_to, times = asked, "", 0
        elif not same_place(asked, home):
            early = "before three good polls led there" if led_to else "though no permanent redirect led there"
            conduct.judge(who, "not moved", died, f"{at(terms, poll[0].t)}: {asked} is asked instead of {home} {early}")
            home, led_to, times = asked, "", 0
        elif len(poll) > 1:
            conduct.judge(who, "not moved", True)
        goal = ""
        for ask in poll:
            if ask.status not in PERMANENT or not ask.target:
                break
            goal = ask.target
        if poll[-1].is_good or not poll[-1].complete:
            if not (poll[-1].is_good and goal):
                led_to, times = ("", 0) if poll[-1].is_good else (led_to, times)
            else:
                times = times + 1 if same_place(goal, led_to) else 1
                led_to = goal


def ends_gone(conduct, who, polls, terms):
    in_a_row = 0
    for poll in polls:
        if in_a_row >= 2:
            conduct.judge(who, "gone", False, f"{at(terms, poll[0].t)}: asked again after two 410")
        in_a_row = in_a_row + 1 if poll[-1].status == 410 else 0
    if in_a_row == 2:
        conduct.judge(who, "gone", True)
    return in_a_row >= 2


def host_slots(conduct, who, asks, terms):
    """Never more at once than allowed, and a pause between one's end and the next one's beginning; hops of a chain have none."""
    ordered = sorted(asks, key=lambda a: a.t)
    for n, ask in enumerate(ordered):
        busy = sum(1 for other in ordered[:n] if other.end > ask.t + 0.02)
        conduct.judge(who, "per host", busy < terms.most_at_once, f"{at(terms, ask.t)}: {busy + 1} requests at once")
        if n and terms.most_at_once == 1 and not busy:
            hop = ordered[n - 1].leads_on or (ordered[n - 1].target and same_place(ordered[n - 1].target, ask.url))
            since = ask.t - ordered[n - 1].end
            restarted = any(ordered[n - 1].end - 1 <= moment <= ask.t for moment, _ in terms.stops)
            conduct.judge(who, "per host", since >= terms.pause - 0.05 or hop or restarted, f"{at(terms, ask.t)}: {since:.2f} s after the last answer")


def no_cookies(conduct, who, polls, terms):
    for poll in polls:
        given = False
        for ask in poll:
            conduct.judge(who, "cookies", given or not ask.sent_header("cookie"), f"{at(terms, ask.t)}: Cookie: {ask.sent_header('cookie')}")
            given = given or bool(ask.answered("set-cookie"))


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * share) - 1)] if ordered else float("nan")


def print_sheet(conduct, names, explain=4, width=26):
    """One line for each behaviour, wrong ones with reasons; then the sums by rule."""
    for who in names:
        faults = conduct.faults_of(who)
        judged = ", ".join(f"{rule} {conduct.right[who, rule]}/{conduct.right[who, rule] + len(conduct.wrong.get((who, rule), ()))}"
                           for rule in conduct.rules_of(who))
        print(f"{'WRONG' if faults else 'right'} {who:<{width}} {judged or 'nothing was judged'}", flush=True)
        for rule, lines in faults:
            print(f"        {RULES[rule]}")
            for line in lines[:explain]:
                print(f"        - {line}")
            if len(lines) > explain:
                print(f"        - and {len(lines) - explain} more")


def print_sums(conduct):
    for rule, words in RULES.items():
        right, wrong = conduct.counts(rule)
        if right + wrong:
            print(f"{right:>6} of {right + wrong:<6} {rule:<12} {words}")
