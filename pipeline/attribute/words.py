"""Closed word classes of English that the rules stand on: determiners, pronouns, auxiliaries, conjunctions, times.

Only sets, no code: what is done with them stands in the modules of the rules.
"""

from pipeline.word_set import word_set

DETERMINERS = word_set(
    "the a an this that these those his her its their our my your some several many few both all each every any "
    "no another one two three four five six seven eight nine ten dozens hundreds thousands most other more "
    "whose either neither half none at-least "
)
DETERMINERS_ALONE = frozenset(("the", "a", "an"))
"""Articles: no source by themselves."""
POSSESSIVES = word_set("his her its their our my your whose ")
POSSESSIVE_MARKS = frozenset(("'s", "’s"))
NOUN_FOLLOWS = DETERMINERS | POSSESSIVE_MARKS | {"of"}
"""What a noun follows, so that no verb does."""
SUBJECT_PRONOUNS = word_set("he she it they we i you who ")
PLURALS = word_set(
    "they we i you who people police men women others many some both officers children few most media "
    "scientists sides all several those two three four five six seven eight nine ten "
)
"""Subjects that take a verb's base form without ending in s."""
NOT_PLURAL = word_set("this his its has was says is does ")
"""Words in s that are no plural."""
RELATIVES = frozenset(["who", "which", "whose", "whom"])
PRONOUNS = SUBJECT_PRONOUNS | word_set("him her them us me whom which his its their himself herself themselves ")
FIRST_SECOND = word_set("i we you me us i'm we're i've we've you're i’m we’re i’ve we’ve ")

BE = word_set("is are was were be been being am 's isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t ")
HAVE = word_set("has have had having hasn't haven't hadn't hasn’t haven’t hadn’t ")
DO = word_set("do does did don't doesn't didn't don’t doesn’t didn’t ")
MODALS = word_set(
    "will would can could may might shall should must won't wouldn't can't cannot couldn't shouldn't won’t "
    "wouldn’t can’t couldn’t shouldn’t "
)
AUXILIARIES = BE | HAVE | DO | MODALS
NEGATIONS = frozenset(["not", "never", "n't", "neither", "nor", "no"])
FINITE_AUXILIARIES = AUXILIARIES - {"be", "been", "being", "having", "'s"}

SUBORDINATORS = word_set(
    "that because while although though whereas when after before since until unless if whether as where why "
    "how what once so lest whenever "
)
WH = word_set("whether if how why what where when who which whom ")
COORDINATORS = frozenset(("and", "but", "or", "nor", "yet"))
COMMA_OR_DASH = frozenset((",", "—", "–"))
DASHES = frozenset(("-", "–", "—"))
PREPOSITIONS = word_set(
    "of in on at by for from with to about into over under against between among during through without within "
    "near around across behind beyond despite amid towards toward outside inside above below upon per via like "
    "than after before since until including "
)
ADVERBS = word_set(
    "also then now still even just later earlier again once too already always often never ever soon yet back "
    "only further meanwhile instead nonetheless nevertheless however aloud first subsequently previously today "
    "yesterday tonight tomorrow long since so well far sometimes thus afterwards not simply "
)
NOT_ADVERBS = word_set(
    "family police reply july italy assembly ally rally monopoly anomaly supply apply daily weekly monthly "
    "elderly only early likely unlikely friendly belly bully fly jelly lovely ugly holy "
)
NAMES_IN_LY = word_set(
    "emily kelly sally billy molly polly holly beverly kimberly lily lilly willy wally dolly nelly elly carly reilly "
    "o'reilly o’reilly connolly donnelly kennelly italy sicily connelly "
)
"""Names with the ending of an adverb."""
TIME_WORDS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow january february "
    "march april may june july august september october november december last this next week month year night "
    "morning afternoon evening weekend early late mid earlier later day days weeks months years hours minutes "
    "ago spring summer autumn winter a two three four the same "
)
PERIODS = word_set("day week month year night morning afternoon evening weekend summer winter autumn spring season ")
WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight ")
MONTHS = word_set("january february march april june july august september october november december ")
MONTHS_WRITTEN = MONTHS | word_set("may jan feb mar apr jun jul aug sep sept oct nov dec")
"""Months as dates write them, abbreviations without their stop."""
TITLES = word_set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness rev reverend sen senator rep "
    "representative gov governor president prime minister pope king queen prince princess justice judge capt "
    "captain sgt sergeant det detective dci di ds dc pc lt lieutenant col colonel gen general maj major cllr "
    "councillor councilman councilwoman congressman congresswoman chancellor secretary mayor sheriff chief "
    "inspector superintendent constable father sister brother rabbi imam bishop archbishop cardinal ambassador "
    "hon "
)
HONORIFICS = word_set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness rev reverend sen senator rep gov capt "
    "captain sgt sergeant det dci di ds dc pc lt col gen maj cllr councillor hon president prime minister "
    "general colonel major lieutenant detective governor justice judge pope king queen prince princess "
    "chancellor mayor sheriff inspector superintendent constable ambassador "
)
