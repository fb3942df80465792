"""From an article's text to its attributions: candidates found, decided, linked, and described layer by layer.

The order matters and stands here alone: find, decide, link; then for each attribution in order kind, resolution,
anonymity, relay,
channel, stance, speech, confidence. Each of these is a module of its own.
"""

from dataclasses import replace

from pipeline.attribute import anonymity, channel, relay, resolve, speech, stance
from pipeline.attribute import heads as h
from pipeline.attribute.agree import agree
from pipeline.attribute.arbiter import decide, parents
from pipeline.attribute.attribution import Attribution, Span
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.confidence import confidence_of
from pipeline.attribute.find import find
from pipeline.attribute.kind import phrase, source_kind
from pipeline.attribute.link import link
from pipeline.attribute.text import Document, document
from pipeline.vocabulary import Channel, SourceKind

LONGEST = 60_000
"""Characters described at once: resolution looks back over what it has seen, so a book is read in pieces."""


def attributions_of(text: str, sentences: list[Span], tagged: list[Candidate] | None = None) -> list[Attribution]:
    """All attributions of one article, in order."""
    if len(text) > LONGEST:
        return _in_pieces(text, sentences, tagged or [])
    doc = document(text, sentences)
    candidates = link(doc, agree(doc, decide(find(doc)), tagged or []))
    candidates = decide(candidates)
    return _describe(doc, candidates)


def _in_pieces(text: str, sentences: list[Span], tagged: list[Candidate]) -> list[Attribution]:
    """A very long text, piece by piece; names are resolved within a piece."""
    found: list[Attribution] = []
    begin = 0
    while begin < len(text):
        end = _cut(text, begin)
        inside = [(a - begin, b - begin) for a, b in sentences if a >= begin and b <= end]
        mine = [_moved(c, -begin) for c in tagged if c.cue is not None and begin <= c.cue[0] < end]
        base = len(found)
        for a in attributions_of(text[begin:end], inside, mine):
            found.append(
                replace(
                    a,
                    source=_shift(a.source, begin),
                    cue=_shift(a.cue, begin),
                    content=tuple((x + begin, y + begin) for x, y in a.content),
                    within=None if a.within is None else a.within + base,
                )
            )
        begin = end
    return found


def _cut(text: str, begin: int) -> int:
    if len(text) - begin <= LONGEST:
        return len(text)
    for mark in ("\n", ". ", " "):
        cut = text.rfind(mark, begin + LONGEST // 2, begin + LONGEST)
        if cut > 0:
            return cut + 1
    return begin + LONGEST


def _shift(span: Span | None, by: int) -> Span | None:
    return None if span is None else (span[0] + by, span[1] + by)


def _moved(c: Candidate, by: int) -> Candidate:
    return replace(
        c,
        source=_shift(c.source, by),
        cue=_shift(c.cue, by),
        content=[(a + by, b + by) for a, b in c.content],
        sentence=(c.sentence[0] + by, c.sentence[1] + by),
    )


def _text(doc: Document, span: Span | None) -> str | None:
    return None if span is None else doc.text[span[0] : span[1]]


def _describe(doc: Document, candidates: list[Candidate]) -> list[Attribution]:
    text = doc.text
    registry = resolve.Registry(text)
    seen = relay.Outlets(text)
    named = [
        (c.source, text[c.source[0] : c.source[1]])
        for c in candidates
        if c.source and c.kind in ("say", "report", "announce", "show")
    ]
    named += [(c.relay, text[c.relay[0] : c.relay[1]]) for c in candidates if c.relay]
    relay.learn_local(text, seen, sorted(named))
    outer = parents([(c.source, c.cue, tuple(c.content)) for c in candidates])
    state = _State(doc, registry, seen)
    order = sorted(range(len(candidates)), key=lambda i: candidates[i].cue or candidates[i].content[0])
    sources = {i: state.source(candidates[i]) for i in order}
    via: dict[int, tuple[str, ...]] = {}
    for i in range(len(candidates)):
        via[i] = _via(i, candidates, outer, sources, state, via, 0)
    result = []
    documents: dict[str, Channel | None] = {}
    for i in order:
        parent = outer[i]
        words = _text(doc, candidates[i].source)
        around = _around(doc, candidates[i], _limits(candidates, i, parent))
        told = channel.channel_of(candidates[i], sources[i][0], words, around)
        kind, _, name = sources[i]
        if kind is SourceKind.DOCUMENT and name:
            documents[name] = told
        elif kind is SourceKind.PRONOUN and name and told is None and words is not None and words.lower() in resolve.IT:
            told = documents.get(name)
        result.append((i, _attribution(doc, candidates[i], sources[i], via[i], parent, told, around)))
    return [attribution for _, attribution in sorted(result, key=lambda pair: pair[0])]


def _limits(candidates: list[Candidate], i: int, parent: int | None) -> Span:
    """Where a candidate's circumstances may stand: its sentence, less what another one's content or a joined verb
    takes."""
    c = candidates[i]
    start, end = c.sentence
    anchor = c.cue or c.content[0]
    if parent is not None:
        for a, b in candidates[parent].content:
            if a <= anchor[0] < b:
                start, end = max(start, a), min(end, b)
    if c.rule in ("coordinated", "refusal"):
        for other in candidates[max(0, i - 4) : i]:
            for a, b in other.content:
                if start <= a and b <= anchor[0]:
                    start = max(start, b)
    return start, end


class _State:
    """What is carried along while the sources of an article are read in order."""

    def __init__(self, doc: Document, registry: resolve.Registry, seen: relay.Outlets) -> None:
        self.doc, self.registry, self.outlets = doc, registry, seen
        self.speakers = registry.speakers
        self.last: list[tuple[int, SourceKind, bool, str | None, str]] = []

    def source(self, candidate: Candidate) -> tuple[SourceKind, bool, str | None]:
        """Kind, anonymity and name of a candidate's source."""
        span = candidate.source
        if span is None:
            return SourceKind.OTHER, False, None
        words = self.doc.text[span[0] : span[1]]
        kind = source_kind(words, frozenset(self.outlets.local), self.registry.lasts | self.registry.firsts)
        if kind is SourceKind.NAMED_PERSON and ", which " in words and words.split(", which ")[0].istitle():
            kind = SourceKind.NAMED_ORGANIZATION
        kind, anonymous, name = self._settle(candidate, words, kind, span[0])
        self.last.append((span[0], kind, anonymous, name, words))
        if name and kind in (SourceKind.NAMED_PERSON, SourceKind.PRONOUN) and not anonymous:
            self.speakers.append((span[0], name))
        return kind, anonymous, name

    def _settle(
        self, candidate: Candidate, words: str, kind: SourceKind, offset: int
    ) -> tuple[SourceKind, bool, str | None]:
        registry = self.registry
        low = words.lower()
        if kind is SourceKind.PRONOUN:
            return self._pronoun(candidate, words, offset)
        if low in (
            "the former",
            "the latter",
            "both",
            "both men",
            "both women",
            "the two",
            "the two men",
            "the pair",
            "one",
            "another",
            "a third",
            "a second",
            "others",
            "a fourth",
            "the other",
        ):
            found = self._referent(low, offset)
            if found is not None:
                return found
        rest = self._rest(candidate)
        if kind in (SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP):
            p = phrase(words)
            anonymous = anonymity.is_anonymous(words, kind, rest)
            if not anonymous and low.startswith("the ") and self._earlier_anonymous(p.head):
                return kind, True, None
            if anonymous:
                return kind, True, None
            if p.head in h.AGENTS:
                role = resolve.role_person(words, registry, offset) or self._agent_named(p.head, low, offset)
                if role:
                    return SourceKind.NAMED_PERSON, False, role
                return kind, False, resolve.principal(words, registry, offset)
            if kind is SourceKind.UNNAMED_PERSON:
                role = resolve.role_person(words, registry, offset) or self._role_fallback(words, offset)
                if role:
                    return SourceKind.NAMED_PERSON, False, role
            return kind, False, None
        if kind is SourceKind.NAMED_PERSON:
            anonymous = anonymity.is_anonymous(words, kind, rest)
            if anonymity.CONDITION.search(words) and not anonymous and len(words.split(",")[0].split()) == 1:
                return SourceKind.UNNAMED_PERSON, True, None
            return kind, anonymous, resolve.name_of_person(words, registry, offset)
        if kind is SourceKind.MEDIA_OUTLET:
            return kind, False, self.outlets.named(words, offset) or self.outlets.named(words.partition(",")[2], offset)
        if kind is SourceKind.DOCUMENT:
            return kind, False, self._issuer(words, offset)
        if kind is SourceKind.NAMED_ORGANIZATION:
            if (
                self.outlets.mentions
                and low.startswith("the ")
                and relay.OUTLET_PHRASE.match(words)
                and (low != "the agency" or self._last_was_outlet(offset))
            ):
                outlet = self.outlets.before(offset)
                if outlet:
                    return SourceKind.MEDIA_OUTLET, False, outlet
            return kind, False, resolve.body(words, registry, offset)
        return kind, False, None

    def _last_was_outlet(self, offset: int) -> bool:
        earlier = [entry for entry in self.last if entry[0] < offset]
        return not earlier or earlier[-1][1] is SourceKind.MEDIA_OUTLET

    def _agent_named(self, head: str, low: str, offset: int) -> str | None:
        """ "her agent": a person whom the passage names later as speaking for the same side."""
        if not low.startswith(("her ", "his ", "their ", "the ")):
            return None
        for person in self.registry.people:
            for place in person.mentions:
                after = self.doc.text[place + len(person.name) : place + len(person.name) + 40]
                if place > offset and ", who has represented" in after[:24]:
                    return person.name
        return None

    def _role_fallback(self, words: str, offset: int) -> str | None:
        """A short definite role with one person named shortly before it: that person."""
        p = phrase(words)
        if (
            p.words[:1] != ["the"]
            or len(p.words) > 2
            or p.head in h.OPEN_SPEAKERS - {"landlord"}
            or p.head in ("waiter", "source")
        ):
            return None
        near = [
            person for person in self.registry.people if any(offset - 500 < place < offset for place in person.mentions)
        ]
        if not near:
            return None
        if p.head == "boss":
            managers = [person for person in near if person.roles & {"manager", "coach", "boss", "head"}]
            if managers:
                return managers[0].name
        return max(near, key=lambda person: max(place for place in person.mentions if place < offset)).name

    def _earlier_anonymous(self, head: str) -> bool:
        return any(anonymous and phrase(words).head in (head, head + "s") for _, _, anonymous, _, words in self.last)

    def _referent(self, low: str, offset: int) -> tuple[SourceKind, bool, str | None] | None:
        earlier = [entry for entry in self.last if entry[0] < offset]
        before = [
            (max(place for place in person.mentions if place < offset), person)
            for person in self.registry.people
            if any(place < offset for place in person.mentions)
        ]
        if low in ("the former", "the latter") and len(before) >= 2:
            pair = sorted(before, key=lambda item: item[0])[-2:]
            return SourceKind.NAMED_PERSON, False, pair[0 if low == "the former" else 1][1].name
        if (
            low in ("both men", "both women", "both", "the two", "the two men", "the pair")
            and (not earlier or not earlier[-1][2])
            and len(before) >= 2
        ):
            names = [person.name for person in self.registry.people[:2]]
            return SourceKind.NAMED_PERSON, False, "; ".join(names)
        if not earlier:
            return (SourceKind.UNNAMED_GROUP, False, None) if low.startswith(("both", "the two", "others")) else None
        for _, kind, anonymous, _, _ in reversed(earlier):
            if kind in (SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_PERSON):
                group = low.startswith(("both", "the two", "others"))
                return (SourceKind.UNNAMED_GROUP if group else SourceKind.UNNAMED_PERSON), anonymous, None
        return None

    def _pronoun(self, candidate: Candidate, words: str, offset: int) -> tuple[SourceKind, bool, str | None]:
        low = words.lower()
        registry, text = self.registry, self.doc.text
        earlier = [entry for entry in self.last if entry[0] < offset]
        if low in ("i", "we", "you", "this", "that"):
            return SourceKind.PRONOUN, False, None
        if low in resolve.IT or low == "which":
            for _, kind, _, name, _ in reversed(earlier):
                if kind in (SourceKind.NAMED_ORGANIZATION, SourceKind.MEDIA_OUTLET, SourceKind.DOCUMENT) and name:
                    return SourceKind.PRONOUN, False, name
            return SourceKind.PRONOUN, False, resolve.described_body("it", registry, offset)
        if low in ("who", "whom"):
            people = [
                (max(p for p in person.mentions if p < offset), person)
                for person in registry.people
                if any(p < offset for p in person.mentions)
            ]
            near = [item for item in people if offset - item[0] < 60]
            return SourceKind.PRONOUN, False, max(near, key=lambda item: item[0])[1].name if near else None
        named = resolve.pronoun_person(words, registry, offset, self.speakers)
        if earlier:
            place, kind, anonymous, name, _ = earlier[-1]
            gap = text.count("\n", place, offset)
            if (
                anonymous
                and kind
                in (SourceKind.UNNAMED_PERSON, SourceKind.PRONOUN, SourceKind.UNNAMED_GROUP, SourceKind.NAMED_PERSON)
                and gap <= 2
            ):
                later = [
                    p
                    for person in registry.people
                    for p in person.mentions
                    if place < p < offset and person.name == named
                ]
                inside_content = any(start <= offset < end for c in [candidate] for start, end in c.content)
                if not later and not inside_content and low in ("he", "she", "they"):
                    if not self._nested(candidate, place):
                        return SourceKind.PRONOUN, True, name
        if low in resolve.THEY:
            for _, kind, anonymous, name, _ in reversed(earlier):
                if kind is SourceKind.UNNAMED_GROUP:
                    return SourceKind.PRONOUN, anonymous, None
                if name:
                    return SourceKind.PRONOUN, anonymous, name
        return SourceKind.PRONOUN, False, named

    def _nested(self, candidate: Candidate, place: int) -> bool:
        """Whether the pronoun stands in the same sentence as the anonymous source: then it is somebody else."""
        return candidate.source is not None and self.doc.sentence_of(place) == self.doc.sentence_of(candidate.source[0])

    def _issuer(self, words: str, offset: int) -> str | None:
        p = phrase(words)
        capital = [
            clean
            for clean in p.core.split()
            if clean[:1].isupper() and clean.lower() not in ("the", "a", "an", "one", "another", "its")
        ]
        if len(capital) > 1 and p.core.split()[-1][:1].isupper():
            return " ".join(capital)
        name = resolve.ORG_NAME.search(words[1:] if words[:1].isupper() else words)
        by = [m for m in ("by ", "from ") if m in words]
        if by:
            rest = words.partition(by[0])[2]
            if not rest.lower().startswith(("the bbc",)) and " seen " not in words:
                person = resolve.person_in(rest)
                if person:
                    return person
                found = resolve.body(rest, self.registry, offset)
                if found:
                    return found
        if (
            name is not None
            and len(capital) > 0
            and p.core.split()[0][:1].isupper()
            and ("'s" in p.core or "’s" in p.core)
        ):
            return resolve.body(p.core, self.registry, offset)
        earlier = [entry for entry in self.last if entry[0] < offset and entry[1] is SourceKind.DOCUMENT and entry[3]]
        if earlier and (p.words[0] in ("the", "it", "this", "its") or " of the " in p.text):
            return earlier[-1][3]
        if p.words[0] in ("a", "an", "the", "its") and (" draft" in f" {p.text.lower()}" or p.words[0] == "its"):
            bodies = [name for place, name in self.registry.orgs if place < offset]
            return resolve.fullest(bodies[-1], self.registry) if bodies else None
        named = resolve.ORG_NAME.search(words[len(p.core) :])
        return (
            resolve.fullest(named.group(), self.registry)
            if named and " by " not in words and ("of the" in words or "from" in words or "outfitter" in words)
            else None
        )

    def _rest(self, candidate: Candidate) -> str:
        """Words of the sentence outside the content, and a next sentence that only tells the condition."""
        start, end = candidate.sentence
        pieces = []
        position = start
        for a, b in candidate.content:
            if start <= a < end:
                pieces.append(self.doc.text[position:a])
                position = b
        pieces.append(self.doc.text[position:end])
        follow = self.doc.text[end : end + 220].lstrip()
        match = anonymity.CONDITION.search(follow)
        if (
            match is not None
            and follow.split(" ", 1)[0] in ("He", "She", "They", "The", "Both", "All")
            and "." not in follow[: match.start()]
        ):
            pieces.append(follow[: match.end()])
        else:
            second = follow.partition(". ")[2]
            match = anonymity.CONDITION.search(second)
            if (
                match is not None
                and second.split(" ", 1)[0] in ("He", "She", "They")
                and "." not in second[: match.start()]
            ):
                pieces.append(second[: match.end()])
        return " | ".join(pieces)


def _via(
    i: int, candidates: list[Candidate], outer: list[int | None], sources: dict, state: _State, done: dict, depth: int
) -> tuple[str, ...]:
    if i in done:
        return done[i]
    candidate = candidates[i]
    names: list[str] = []
    parent = outer[i]
    if parent is not None and depth < 8:
        names.extend(_via(parent, candidates, outer, sources, state, done, depth + 1))
        if sources[parent][0] is SourceKind.MEDIA_OUTLET:
            span = candidates[parent].source
            name = sources[parent][2] or (
                state.outlets.named(state.doc.text[span[0] : span[1]], span[0]) if span else None
            )
            if name and name not in names:
                names.append(name)
    if candidate.relay is not None:
        words = state.doc.text[candidate.relay[0] : candidate.relay[1]]
        name = state.outlets.named(words, candidate.relay[0])
        if (
            name is None
            and candidate.rule == "citing"
            and source_kind(words, frozenset(state.outlets.local)) is SourceKind.MEDIA_OUTLET
        ):
            name = words.removeprefix("the ")
        if name and name not in names:
            names.append(name)
    if candidate.source is not None and (
        seen := relay.seen_by(state.doc.text[candidate.source[0] : candidate.source[1]])
    ):
        name = state.outlets.named(seen, candidate.source[0])
        if name and name not in names:
            names.append(name)
    return tuple(names)


def _attribution(
    doc: Document,
    c: Candidate,
    source: tuple[SourceKind, bool, str | None],
    via: tuple[str, ...],
    parent: int | None,
    told: Channel | None,
    around: str,
) -> Attribution:
    kind, anonymous, name = source
    words = _text(doc, c.source)
    content = " ".join(doc.text[a:b] for a, b in c.content)
    first = min([c.cue[0] if c.cue else 0, *(a for a, _ in c.content)])
    return Attribution(
        source=c.source,
        cue=c.cue,
        content=tuple(c.content),
        source_kind=kind,
        anonymous=anonymous,
        via=via,
        channel=told,
        stance=stance.stance_of(c, words, content, doc.text[max(0, first - 600) : first]),
        speech=speech.speech_of(doc, tuple(c.content), c.inside),
        source_name=name,
        source_key=resolve.fold_key(name) if name else None,
        cue_lemma=c.lemma,
        descriptor=anonymity.descriptor_of(words) if anonymous and words and kind is not SourceKind.PRONOUN else None,
        anonymity_reason=anonymity.reason_of((words or "") + " " + around) if anonymous else None,
        within=parent,
        confidence=confidence_of(c.rule, c.score),
        rule=c.rule,
    )


def _around(doc: Document, c: Candidate, limits: Span) -> str:
    """The words of the sentence around the cue that belong to no content and no source, in reading order."""
    start, end = limits
    if end <= start:
        return ""
    taken = sorted([*c.content, *([c.source] if c.source else [])])
    pieces, position = [], start
    for a, b in taken:
        if b <= start or a >= end:
            continue
        if a > position:
            pieces.append(doc.text[position:a])
        position = max(position, b)
    pieces.append(doc.text[position:end])
    cue = doc.text[c.cue[0] : c.cue[1]] if c.cue else ""
    near = [piece for piece in pieces if cue in piece] or pieces
    leading = [piece for piece in pieces[:1] if piece not in near]
    return " | ".join([*leading, *near])
