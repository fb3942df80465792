"""What the source of each candidate is: kind, anonymity and fullest name, read in the order of the cues.

The kind follows the words first (`kind.py`) and then what they refer to in the article: "the chairman" who has a name
is a named person, "the paper" an outlet. What has been read is carried along for the references that come after.
"""

import re

from pipeline.attribute import anonymity
from pipeline.attribute import heads as h
from pipeline.attribute.bodies import INSTITUTIONS
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.circumstances import identity
from pipeline.attribute.issuers import issuer
from pipeline.attribute.kind import Phrase, phrase, source_kind
from pipeline.attribute.outlet_mentions import OUTLET_PHRASE, Outlets
from pipeline.attribute.referents import Past, Source, pointed, pronoun
from pipeline.attribute.resolve import Names, body, only_person, persons, principal, role_person
from pipeline.attribute.text import Document
from pipeline.vocabulary import SourceKind

REFLEXIVE = re.compile(r" (?:himself|herself|itself|themselves)$")


class Sources:
    """The sources of one article; `of` is called once for each candidate, in the order of the cues."""

    def __init__(self, doc: Document, names: Names, outlets: Outlets) -> None:
        self.doc, self.names, self.outlets = doc, names, outlets
        self.past = Past()

    def of(self, candidate: Candidate, inner: bool = False) -> Source:
        """Kind, anonymity and name of a candidate's source.

        An `inner` source speaks in the words of another one: "he" in the next sentence is not that one.
        """
        if candidate.source is None:
            return Source(SourceKind.OTHER)
        words, place = REFLEXIVE.sub("", self.doc.text[slice(*candidate.source)]), candidate.source[0]
        source = self._read(candidate, words, place)
        self.past.add(place, source, phrase(words).head)
        if source.kind is SourceKind.NAMED_ORGANIZATION and source.name:
            self._note_body(place, source.name)
        person = source.kind in (SourceKind.NAMED_PERSON, SourceKind.PRONOUN) and not source.anonymous
        if person and not inner and source.name and "; " not in source.name:
            self.names.speakers.append((place, source.name))
        return source

    def _note_body(self, place: int, name: str) -> None:
        """A body that can be "the company" from here on."""
        if name.split()[-1].lower() not in INSTITUTIONS and name not in h.PLACES | h.PLACES_OF_WORDS:
            self.names.spoken = (place, name)

    def _read(self, candidate: Candidate, words: str, place: int) -> Source:
        kind = source_kind(words, self.outlets.local, self.names.people.names)
        if kind is SourceKind.NAMED_PERSON and self.names.is_body(words):
            kind = SourceKind.NAMED_ORGANIZATION
        if kind is SourceKind.PRONOUN:
            return pronoun(self.doc, words, (place, place + len(words)), candidate.content, self.names, self.past)
        if kind is not SourceKind.NAMED_PERSON:
            pointer = pointed(phrase(words).core.lower(), place, self.names, self.past)
            if pointer is not None:
                return pointer
        match kind:
            case SourceKind.UNNAMED_PERSON | SourceKind.UNNAMED_GROUP:
                return self._unnamed(candidate, kind, words, place)
            case SourceKind.NAMED_PERSON:
                return self._person(words, place)
            case SourceKind.MEDIA_OUTLET:
                return self._outlet(words, place)
            case SourceKind.DOCUMENT:
                return Source(kind, name=issuer(words, self.names, self.past, place))
            case SourceKind.NAMED_ORGANIZATION:
                return self._body(words, place)
        return Source(kind)

    def _unnamed(self, candidate: Candidate, kind: SourceKind, words: str, place: int) -> Source:
        """Somebody without a name: withheld, a role that the article names, or somebody's agent."""
        p = phrase(words)
        definite = p.words[:1] == ("the",)
        if definite and p.head in self.past.anonymous_heads:
            return Source(kind, True)
        if anonymity.is_anonymous(words, kind, identity(self.doc, candidate)):
            return Source(kind, True)
        role = self._role(p, kind, words, place)
        if role is not None:
            return Source(SourceKind.NAMED_PERSON, name=role)
        return Source(kind, name=principal(words, self.names, place) if p.head in h.AGENTS else None)

    def _role(self, p: Phrase, kind: SourceKind, words: str, place: int) -> str | None:
        if kind is SourceKind.UNNAMED_GROUP:
            return None
        named = role_person(words, self.names, place)
        if named is None and p.head not in self.past.unnamed_heads:
            named = only_person(words, self.names, place)
        return named

    def _person(self, words: str, place: int) -> Source:
        """A person with a name, or with a first name alone where the identity is withheld."""
        withheld = anonymity.is_anonymous(words, SourceKind.NAMED_PERSON, "")
        if not withheld and " " not in words.split(",")[0] and anonymity.condition(words):
            return Source(SourceKind.UNNAMED_PERSON, True)
        return Source(SourceKind.NAMED_PERSON, withheld, persons(words, self.names, place))

    def _outlet(self, words: str, place: int) -> Source:
        """An outlet by the name that the article gives it; "the paper" with no outlet before it is a study."""
        named = self.outlets.named(words, place) or self.outlets.named(words.partition(",")[2], place)
        if named is None and OUTLET_PHRASE.match(words) and phrase(words).head not in h.PAPERS:
            named = self.names.bodies.acting(place)  # the magazine: a body that only this shows to be one
            if named is not None:
                named = f"The {named}" if f"The {named}" in self.doc.text else named
                self.outlets.add(0, named)
        if named is None and phrase(words).head == "paper":
            return Source(SourceKind.DOCUMENT, name=issuer(words, self.names, self.past, place))
        return Source(SourceKind.MEDIA_OUTLET, name=named)

    def _body(self, words: str, place: int) -> Source:
        """A body, or the outlet that "the agency" stands for where an outlet was read last."""
        if OUTLET_PHRASE.match(words):
            last = next(self.past.before(place), None)
            outlet = self.outlets.before(place)
            ambiguous = words.lower().endswith(" agency") and "news" not in words and "press" not in words
            if outlet and (not ambiguous or last is None or last.source.kind is SourceKind.MEDIA_OUTLET):
                return Source(SourceKind.MEDIA_OUTLET, name=outlet)
        return Source(SourceKind.NAMED_ORGANIZATION, name=body(words, self.names, place))
