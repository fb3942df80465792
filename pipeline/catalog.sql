-- What the catalogue offers beside one view for each table: joined views, and macros in the analysts' language.
--
-- Read by pipeline/catalog.py, one statement after the other; the line before a statement is its comment in the
-- catalogue. A line "--: column: meaning" documents a column that is not declared in pipeline/tables.py, for all views.
-- The same page may be captured again unchanged on another day, so that joins go by page_id AND day.
--
--: dated_at: when it was published; where the article does not tell, when it was captured (UTC)
--: duplicate_of: page_id of the earliest article with nearly the same text; null: no repeat
--: similarity: estimated Jaccard similarity with that article (0 to 1)
--: quote_key: the quoted words in lower case, without punctuation: the same quotation has the same key
--: period: first day of the period
--: kind: kind of source; anonymous ones stand apart
--: n_pages: distinct pages
--: n_articles: articles, the latest capture of each address
--: n_attributions: attributions
--: n_anonymous: attributions whose source is anonymous
--: n_quotes: attributions with a direct or mixed quotation
--: n_direct: attributions whose content is quoted throughout
--: n_outlets: distinct outlets
--: n_ok: pages on which an article was found
--: n_words: words
--: n_repeats: articles that repeat an earlier one
--: share: share of the whole that the row's group makes (0 to 1)
--: outlets: the outlets, in order of time
--: first_outlet: the outlet that printed it first
--: first_at: when it first appeared (UTC)
--: last_at: when it last appeared (UTC)
--: alias: a name that the outlet goes by
--: outlet_key: an outlet's name folded, without a leading article
--: spelling: an outlet's name as its pages write it, else its site
--: taken_from: the outlet that the article takes it from
--: chain: from the printing outlet to the first teller
--: authority: whom that outlet names for it; null: the outlet itself
--: claim_present: whether somebody else asserts the matter in the same article
--: asked_by: the outlet that asked: the one relayed, else the one that prints it
--: n_before: the same count on the last day before that has any
--: example: one of the landing files
--: mean_confidence: mean of the calibrated confidence
--: n_unsure: attributions of confidence below one half
--: kinds: kinds under which the source occurs
--: day_before: the last day before with pages of the site
--: state: silent, broken (no article on most of its pages), new, or ok
--: n_blocks: blocks

-- Text in lower case without accents and punctuation: what names and quotations are compared by.
CREATE MACRO fold(words) AS trim(regexp_replace(lower(strip_accents(words)), '[^\p{L}\p{N}]+', ' ', 'g'));

-- Whether the folded phrase stands in the folded text, as whole words.
CREATE MACRO mentions(haystack, phrase) AS contains(' ' || fold(haystack) || ' ', ' ' || fold(phrase) || ' ');

-- A name as sources and outlets are joined by: folded, without a leading article.
CREATE MACRO name_key(name) AS regexp_replace(fold(name), '^the ', '');

-- How the pages write their outlet, each with the spelling that stands for all of one key: the most frequent.
CREATE VIEW outlet_spellings AS
WITH printed AS (SELECT coalesce(outlet, site) AS spelling, count(*) AS n_pages FROM articles GROUP BY ALL)
SELECT
    spelling,
    name_key(spelling) AS outlet_key,
    first_value(spelling) OVER (PARTITION BY name_key(spelling) ORDER BY n_pages DESC, spelling) AS outlet,
    n_pages
FROM printed;

-- Every key that an outlet is known by: its name in the lake, a name of the table of outlets, or the words that its name
-- begins or ends with (Meridian, the Courier), where one outlet of the lake alone has them, else one of all.
CREATE VIEW outlet_names AS
WITH printed AS MATERIALIZED (SELECT DISTINCT outlet_key, outlet FROM outlet_spellings),
known AS MATERIALIZED (
    SELECT outlet_key, outlet, 1 AS rank FROM printed
    UNION ALL
    SELECT name_key(a.alias), coalesce(p.outlet, a.outlet), 2
    FROM outlet_aliases AS a
    LEFT JOIN printed AS p ON p.outlet_key = name_key(a.outlet)
),
worded AS (
    SELECT outlet, string_split(name_key(outlet), ' ') AS tokens, min(rank) = 1 AS in_lake FROM known GROUP BY outlet
),
parts AS (
    SELECT outlet, in_lake, unnest(
        list_transform(range(1, len(tokens)), lambda n: array_to_string(tokens[:n], ' '))
        || list_transform(range(1, len(tokens)), lambda n: array_to_string(tokens[-n:], ' '))
    ) AS outlet_key
    FROM worded
),
named AS (
    FROM known
    UNION ALL
    SELECT outlet_key, min(outlet), 3 FROM parts WHERE in_lake GROUP BY outlet_key HAVING count(DISTINCT outlet) = 1
    UNION ALL
    SELECT outlet_key, min(outlet), 4 FROM parts GROUP BY outlet_key HAVING count(DISTINCT outlet) = 1
)
SELECT outlet_key, outlet FROM named QUALIFY row_number() OVER (PARTITION BY outlet_key ORDER BY rank, outlet) = 1;

-- What an outlet's name stands for: words of the printing outlet's own name for it ("told the Courier"), else what the
-- name is known as, else the name without its article.
CREATE MACRO outlet_meant(name, printed_by, known_as) AS CASE
    WHEN contains(' ' || name_key(printed_by) || ' ', ' ' || name_key(name) || ' ') THEN printed_by
    ELSE coalesce(known_as, regexp_replace(name, '^[Tt]he ', ''))
END;

-- The outlets of a relay, each in the one form that it goes by.
CREATE MACRO outlet_chain(names, printed_by) AS (
    SELECT list(outlet_meant(n.name, printed_by, o.outlet) ORDER BY n.place)
    FROM (SELECT unnest(names) AS name, generate_subscripts(names, 1) AS place) AS n
    LEFT JOIN outlet_names AS o ON o.outlet_key = name_key(n.name)
);

-- The article of each address as last captured, with the article that it repeats, if any.
CREATE VIEW latest_articles AS
SELECT
    a.* REPLACE (o.outlet AS outlet),
    coalesce(a.published_at, a.captured_at) AS dated_at,
    d.duplicate_of,
    d.similarity
FROM articles AS a
JOIN outlet_spellings AS o ON o.spelling = coalesce(a.outlet, a.site)
LEFT JOIN duplicates AS d ON d.page_id = a.page_id AND d.day = a.day
QUALIFY row_number() OVER (
    PARTITION BY CASE WHEN a.canonical_url = '' THEN a.page_id ELSE a.canonical_url END ORDER BY a.captured_at DESC, a.day DESC, a.page_id
) = 1;

-- Every block of every page with the verdict on it.
CREATE VIEW labelled_blocks AS
SELECT b.*, l.label, l.kept, l.reason, l.score, l.start, l."end"
FROM blocks AS b
JOIN block_labels AS l ON l.page_id = b.page_id AND l.day = b.day AND l.block_index = b.block_index;

-- Every attribution of the latest capture of each article, with the article's address and title.
CREATE VIEW claims AS
SELECT
    t.* REPLACE (a.outlet AS outlet),
    a.dated_at,
    a.url,
    a.canonical_url,
    a.title,
    a.duplicate_of
FROM attributions AS t
JOIN latest_articles AS a ON a.page_id = t.page_id AND a.day = t.day;

-- Claims in quotation marks, with a key that is the same wherever the same words are quoted.
CREATE VIEW quotes AS
SELECT *, fold(content_text) AS quote_key FROM claims WHERE speech IN ('direct', 'mixed');

-- Every named source: how often, where and from when to when it was credited.
CREATE VIEW sources AS
SELECT
    source_key,
    mode(source_name) AS source_name,
    list_sort(list(DISTINCT source_kind)) AS kinds,
    count(*) AS n_attributions,
    count(*) FILTER (speech = 'direct') AS n_direct,
    count(DISTINCT outlet) AS n_outlets,
    min(dated_at) AS first_at,
    max(dated_at) AS last_at
FROM claims
WHERE source_key IS NOT NULL
GROUP BY source_key;

-- Every outlet: how much it published, and how much of it rests on anonymous sources.
CREATE VIEW outlets AS
SELECT
    a.outlet,
    count(*) AS n_articles,
    count(a.duplicate_of) AS n_repeats,
    coalesce(sum(t.n), 0)::BIGINT AS n_attributions,
    coalesce(sum(t.n_anonymous), 0)::BIGINT AS n_anonymous,
    min(a.dated_at) AS first_at,
    max(a.dated_at) AS last_at
FROM latest_articles AS a
LEFT JOIN (
    SELECT page_id, day, count(*) AS n, count(*) FILTER (anonymous) AS n_anonymous FROM attributions GROUP BY ALL
) AS t ON t.page_id = a.page_id AND t.day = a.day
GROUP BY a.outlet;

-- 1. Claims that rest on anonymous sources alone: nobody named asserts the same words in the article.
CREATE VIEW anonymous_claims AS
WITH named AS (
    SELECT page_id, day, attribution_id, within_id, content[1].start AS from_, content[-1]."end" AS to_
    FROM attributions
    WHERE NOT anonymous AND source_kind NOT IN ('media_outlet', 'other') AND stance = 'asserts' AND len(content) > 0
)
SELECT *
FROM claims AS c
WHERE c.anonymous AND c.stance = 'asserts' AND len(c.content) > 0 AND NOT EXISTS (
    SELECT 1
    FROM named AS n
    WHERE n.page_id = c.page_id AND n.day = c.day AND n.within_id IS DISTINCT FROM c.attribution_id
        AND n.from_ <= c.content[1].start AND c.content[-1]."end" <= n.to_
);

-- 2. Share of anonymous attributions by outlet and period (day, week, month, year), over attributions and over articles.
CREATE MACRO anonymous_share(per := 'month') AS TABLE
WITH counted AS (
    SELECT page_id, day, count(*) AS n, count(*) FILTER (anonymous) AS n_anonymous FROM attributions GROUP BY page_id, day
)
SELECT
    a.outlet,
    date_trunc(per, a.dated_at)::DATE AS period,
    sum(c.n)::BIGINT AS n_attributions,
    sum(c.n_anonymous)::BIGINT AS n_anonymous,
    round(sum(c.n_anonymous) / sum(c.n), 3) AS share,
    count(*) AS n_articles,
    round(count(*) FILTER (c.n_anonymous > 0) / count(*), 3) AS share_of_articles
FROM counted AS c
JOIN latest_articles AS a ON a.page_id = c.page_id AND a.day = c.day
GROUP BY ALL
ORDER BY outlet, period;

-- 3, 14. Who is quoted most between two days, in how many outlets, how often directly; repeats := false counts copy once.
CREATE MACRO most_quoted(first_day, last_day, repeats := true) AS TABLE
SELECT
    mode(source_name) AS source_name,
    count(*) AS n_attributions,
    count(*) FILTER (speech = 'direct') AS n_direct,
    count(DISTINCT outlet) AS n_outlets
FROM claims
WHERE source_key IS NOT NULL AND source_kind <> 'media_outlet' AND stance <> 'declines_to_comment'
    AND dated_at::DATE BETWEEN first_day::DATE AND last_day::DATE AND (repeats OR duplicate_of IS NULL)
GROUP BY source_key
ORDER BY n_attributions DESC, source_name;

-- 4. What a person said about a topic, in order, each with its sentence, the ones before and after, and the address.
CREATE MACRO said_by(person, topic := '') AS TABLE
WITH said AS (
    SELECT dated_at, outlet, source_name, content_text, url, attribution_id, page_id, day, sentence_index
    FROM claims
    WHERE contains(' ' || strip_accents(source_key) || ' ', ' ' || name_key(person) || ' ')
),
placed AS (
    SELECT
        c.*,
        max(s.text) FILTER (s.sentence_index < c.sentence_index) AS sentence_before,
        max(s.text) FILTER (s.sentence_index = c.sentence_index) AS sentence,
        max(s.text) FILTER (s.sentence_index > c.sentence_index) AS sentence_after
    FROM said AS c
    JOIN sentences AS s
        ON s.page_id = c.page_id AND s.day = c.day AND s.sentence_index BETWEEN c.sentence_index - 1 AND c.sentence_index + 1
    GROUP BY ALL
)
SELECT
    dated_at, outlet, source_name, content_text, sentence_before, sentence, sentence_after, url, attribution_id
FROM placed
WHERE topic = '' OR contains(fold(content_text || ' ' || sentence), fold(topic))
ORDER BY dated_at, page_id, sentence_index, attribution_id;

-- The sentences around an attribution: two before, its own, two after.
CREATE MACRO context(attribution) AS TABLE
SELECT s.sentence_index, s.sentence_index = t.sentence_index AS is_it, s.voice, s.text
FROM attributions AS t
JOIN sentences AS s ON s.page_id = t.page_id AND s.day = t.day
WHERE t.attribution_id = attribution AND s.sentence_index BETWEEN t.sentence_index - 2 AND t.sentence_index + 2
QUALIFY dense_rank() OVER (ORDER BY t.day) = 1
ORDER BY s.sentence_index;

-- 5. Where quoted words first appeared and through which outlets they travelled.
CREATE MACRO quotation_path(words) AS TABLE
SELECT
    row_number() OVER (ORDER BY dated_at, captured.captured_at, q.page_id, q.attribution_id) AS step,
    q.dated_at, q.outlet, coalesce(outlet_chain(q.via, q.outlet), []) AS via, q.source_name, q.content_text, q.url
FROM quotes AS q
JOIN articles AS captured ON captured.page_id = q.page_id AND captured.day = q.day
WHERE contains(lower(strip_accents(q.content_text)), split_part(fold(words), ' ', 1)) AND contains(q.quote_key, fold(words))
ORDER BY step;

-- 5. Quotations of six words or more that stand in several outlets: the first, and the rest in order.
CREATE VIEW travelling_quotes AS
WITH firsts AS (
    SELECT quote_key, outlet, mode(source_name) AS source_name, min(dated_at) AS dated_at, min(content_text) AS content_text
    FROM quotes
    WHERE speech = 'direct' AND len(string_split(quote_key, ' ')) >= 6
    GROUP BY quote_key, outlet
)
SELECT
    quote_key,
    mode(source_name) AS source_name,
    first(content_text ORDER BY dated_at, outlet) AS content_text,
    first(outlet ORDER BY dated_at, outlet) AS first_outlet,
    min(dated_at) AS first_at,
    list(outlet ORDER BY dated_at, outlet) AS outlets,
    count(*) AS n_outlets
FROM firsts
GROUP BY quote_key
HAVING count(*) > 1;

-- 6. Articles all of whose attributions come from one source (outlets that only relay it do not count).
CREATE VIEW single_source_stories AS
WITH voiced AS (
    SELECT page_id, day, anonymous, coalesce(source_name, source_text) AS authority, coalesce(source_key, fold(source_text)) AS who
    FROM attributions AS t
    WHERE source_text IS NOT NULL AND stance <> 'declines_to_comment'
        AND NOT (source_kind = 'media_outlet' AND EXISTS (
            SELECT 1 FROM attributions AS i WHERE i.page_id = t.page_id AND i.day = t.day AND i.within_id = t.attribution_id
        ))
),
single AS (
    SELECT page_id, day, min(authority) AS authority, bool_or(anonymous) AS anonymous, count(*) AS n_attributions
    FROM voiced
    GROUP BY page_id, day
    HAVING min(who) = max(who)
)
SELECT a.outlet, a.dated_at, a.title, a.url, a.page_id, s.authority, s.anonymous, s.n_attributions
FROM single AS s
JOIN latest_articles AS a ON a.page_id = s.page_id AND a.day = s.day;

-- 7. Articles that attribute nothing in their body to anybody.
CREATE VIEW unattributed_articles AS
SELECT a.outlet, a.dated_at, a.title, a.url, a.page_id, a.n_words
FROM latest_articles AS a
WHERE a.status = 'ok' AND a.taggable AND NOT EXISTS (
    SELECT 1 FROM attributions AS t WHERE t.page_id = a.page_id AND t.day = a.day AND t.source_text IS NOT NULL
);

-- 8. What outlets take from other outlets, and whom those name for it.
CREATE VIEW relays AS
WITH passed AS (
    SELECT
        *,
        list_filter(
            outlet_chain(CASE WHEN len(via) > 0 THEN via ELSE [coalesce(source_name, source_text)] END, outlet),
            lambda relaying: relaying <> outlet
        ) AS others
    FROM claims AS c
    WHERE len(content) > 0 AND (
        len(via) > 0
        OR source_kind = 'media_outlet' AND source_text IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM attributions AS i WHERE i.page_id = c.page_id AND i.day = c.day AND i.within_id = c.attribution_id
        )
    )
)
SELECT
    dated_at, outlet,
    others[1] AS taken_from,
    array_to_string([outlet] || others, ' < ') AS chain,
    CASE WHEN len(via) > 0 THEN coalesce(source_name, source_text) END AS authority,
    anonymous, content_text, url, page_id, attribution_id
FROM passed
WHERE len(others) > 0;

-- 8. What is taken from one outlet, by whom, on whose authority.
CREATE MACRO relayed(from_outlet) AS TABLE
SELECT * FROM relays WHERE mentions(taken_from, name_key(from_outlet)) ORDER BY dated_at, attribution_id;

-- The words of a claim that carry its matter: four letters or more.
CREATE MACRO matter(words) AS list_distinct(list_filter(string_split(fold(words), ' '), lambda w: length(w) > 3));

-- 9. What was denied, by whom; claim_present is false where the denial stands without the claim: nobody else in the
-- article says two words of its matter, nor anything before a denial that speaks of "the report" or "the allegation".
CREATE VIEW denials AS
WITH denied AS (
    SELECT
        *,
        matter(content_text) AS words,
        regexp_matches(content_text, '(?i)\b(reports?|reporting|claims?|allegations?|accusations?|story|account|charges?)\b') AS refers
    FROM claims
    WHERE stance = 'denies'
),
others AS (
    SELECT page_id, day, within_id, source_key, sentence_index, ' ' || fold(content_text) || ' ' AS folded
    FROM attributions
    WHERE stance IN ('asserts', 'questions') AND page_id IN (SELECT page_id FROM denied)
),
present AS (
    SELECT DISTINCT d.page_id, d.day, d.attribution_id
    FROM denied AS d
    JOIN others AS o
        ON o.page_id = d.page_id AND o.day = d.day AND o.source_key IS DISTINCT FROM d.source_key
        AND o.within_id IS DISTINCT FROM d.attribution_id
    WHERE d.refers AND o.sentence_index < d.sentence_index
        OR len(list_filter(d.words, lambda w: contains(o.folded, ' ' || w || ' '))) >= 2
)
SELECT
    d.dated_at, d.outlet, d.source_name, d.source_text, d.content_text, d.title, d.url, d.page_id, d.attribution_id,
    p.attribution_id IS NOT NULL AS claim_present
FROM denied AS d
LEFT JOIN present AS p ON p.page_id = d.page_id AND p.day = d.day AND p.attribution_id = d.attribution_id;

-- 10. Who declined to comment or could not be reached, and who had asked.
CREATE VIEW declined AS
SELECT
    c.dated_at, coalesce(c.source_name, c.source_text) AS source_name, c.cue_text, c.content_text,
    coalesce(outlet_meant(c.via[1], c.outlet, o.outlet), c.outlet) AS asked_by,
    c.outlet, c.title, c.url, c.page_id, c.attribution_id
FROM claims AS c
LEFT JOIN outlet_names AS o ON o.outlet_key = name_key(c.via[1])
WHERE c.stance = 'declines_to_comment';

-- 11. The mix of source kinds of each outlet by period (day, week, month, year); anonymous sources stand apart.
CREATE MACRO source_mix(per := 'month') AS TABLE
WITH counted AS (
    SELECT
        outlet,
        date_trunc(per, dated_at)::DATE AS period,
        CASE WHEN anonymous THEN 'anonymous' ELSE source_kind END AS kind,
        count(*) AS n_attributions
    FROM claims
    WHERE source_text IS NOT NULL
    GROUP BY ALL
)
SELECT *, round(n_attributions / sum(n_attributions) OVER (PARTITION BY outlet, period), 3) AS share
FROM counted
ORDER BY outlet, period, n_attributions DESC, kind;

-- 12. Which reporting verbs an outlet uses and for whom most, up to five; without an outlet, all of them.
CREATE MACRO reporting_verbs(of_outlet := '') AS TABLE
WITH counted AS (
    SELECT outlet, cue_lemma, coalesce(source_name, source_text) AS who, count(*) AS n
    FROM claims
    WHERE cue_lemma IS NOT NULL AND source_text IS NOT NULL
    GROUP BY ALL
)
SELECT outlet, cue_lemma, sum(n)::BIGINT AS n_attributions, list(who ORDER BY n DESC, who)[:5] AS for_whom
FROM counted
WHERE of_outlet = '' OR name_key(outlet) = name_key(of_outlet)
GROUP BY outlet, cue_lemma
ORDER BY outlet, n_attributions DESC, cue_lemma;

-- 13. Descriptors that stand for anonymous sources, and the reasons given for anonymity.
CREATE VIEW anonymity AS
SELECT
    coalesce(descriptor, source_text) AS descriptor,
    anonymity_reason,
    count(*) AS n_attributions,
    list_sort(list(DISTINCT outlet)) AS outlets
FROM claims
WHERE anonymous
GROUP BY ALL;

-- 14. How much of each outlet repeats another's text.
CREATE VIEW repeated_copy AS
SELECT outlet, count(*) AS n_articles, count(duplicate_of) AS n_repeats, round(count(duplicate_of) / count(*), 3) AS share
FROM latest_articles
WHERE status = 'ok'
GROUP BY outlet;

-- 15. What changed between the captures of one address: sentences and attributions gone and new.
CREATE MACRO changes(address) AS TABLE
WITH captures AS (
    SELECT page_id, day, captured_at, row_number() OVER (ORDER BY captured_at, day, page_id) AS n
    FROM articles
    WHERE canonical_url = address OR url = address
),
pairs AS (
    SELECT o.page_id AS old_page, o.day AS old_day, n.page_id AS new_page, n.day AS new_day, n.captured_at
    FROM captures AS o
    JOIN captures AS n ON n.n = o.n + 1
),
lines AS (
    SELECT page_id, day, 'sentence' AS what, sentence_index AS place, text AS line
    FROM sentences WHERE page_id IN (SELECT page_id FROM captures)
    UNION ALL
    SELECT page_id, day, 'attribution', sentence_index, coalesce(source_name, source_text, '(nobody)') || ': ' || content_text
    FROM attributions WHERE page_id IN (SELECT page_id FROM captures)
)
SELECT p.captured_at, l.what || ' gone' AS change, l.place, l.line
FROM pairs AS p
JOIN lines AS l ON l.page_id = p.old_page AND l.day = p.old_day
WHERE NOT EXISTS (SELECT 1 FROM lines AS m WHERE m.page_id = p.new_page AND m.day = p.new_day AND m.what = l.what AND m.line = l.line)
UNION ALL
SELECT p.captured_at, l.what || ' new', l.place, l.line
FROM pairs AS p
JOIN lines AS l ON l.page_id = p.new_page AND l.day = p.new_day
WHERE NOT EXISTS (SELECT 1 FROM lines AS m WHERE m.page_id = p.old_page AND m.day = p.old_day AND m.what = l.what AND m.line = l.line)
ORDER BY ALL;

-- 16. What was removed as boilerplate, why, and which share of the outlet's words it is.
CREATE VIEW removed AS
WITH counted AS (
    SELECT coalesce(a.outlet, a.site) AS outlet, b.kept, b.label, b.reason, count(*) AS n_blocks, sum(b.n_words)::BIGINT AS n_words
    FROM labelled_blocks AS b
    JOIN articles AS a ON a.page_id = b.page_id AND a.day = b.day
    GROUP BY ALL
)
SELECT
    outlet, label, reason, n_blocks, n_words,
    round(n_words / sum(n_words) OVER (PARTITION BY outlet), 3) AS share
FROM counted
QUALIFY NOT kept;

-- 17. Sites on a day against the last day before it: silent, broken (no article on most pages), new, or ok.
CREATE MACRO site_health(as_of := NULL) AS TABLE
WITH today AS (SELECT coalesce(as_of::DATE, (SELECT max(day) FROM articles)) AS day),
counts AS (
    SELECT site, max(outlet) AS outlet, day, count(*) AS n_pages, count(*) FILTER (status IN ('ok', 'paywalled')) AS n_ok
    FROM articles WHERE day <= (SELECT day FROM today) GROUP BY site, day
),
before AS (
    SELECT * FROM counts WHERE day < (SELECT day FROM today) QUALIFY row_number() OVER (PARTITION BY site ORDER BY day DESC) = 1
),
now AS (SELECT * FROM counts WHERE day = (SELECT day FROM today))
SELECT
    coalesce(now.site, before.site) AS site,
    coalesce(now.outlet, before.outlet) AS outlet,
    before.day AS day_before,
    coalesce(before.n_pages, 0) AS n_before,
    coalesce(now.n_pages, 0) AS n_pages,
    coalesce(now.n_ok, 0) AS n_ok,
    CASE
        WHEN now.n_pages IS NULL THEN 'silent'
        WHEN now.n_ok * 2 < now.n_pages THEN 'broken'
        WHEN before.n_pages IS NULL THEN 'new'
        ELSE 'ok'
    END AS state
FROM now
FULL JOIN before ON before.site = now.site
ORDER BY state <> 'broken', state <> 'silent', site;

-- 18. What was rejected on each day, for which reason, against the day before; every landing file can be replayed.
CREATE VIEW rejected AS
WITH counted AS (
    SELECT day, stage, reason, count(*) AS n_pages, min(landing_file) AS example FROM rejects GROUP BY ALL
)
SELECT day, stage, reason, n_pages, coalesce(lag(n_pages) OVER (PARTITION BY stage, reason ORDER BY day), 0) AS n_before, example
FROM counted;

-- 19. How sure the tagger is, by rule: the rules with the lowest confidence first.
CREATE VIEW confidence_by_rule AS
SELECT
    rule,
    count(*) AS n_attributions,
    round(avg(confidence), 3) AS mean_confidence,
    count(*) FILTER (confidence < 0.5) AS n_unsure
FROM claims
GROUP BY rule;

-- 19. The tags that the tagger is least sure of.
CREATE MACRO least_sure(how_many := 20) AS TABLE
SELECT confidence, rule, source_text, cue_text, content_text, outlet, url, attribution_id
FROM claims
QUALIFY row_number() OVER (ORDER BY confidence, attribution_id) <= how_many
ORDER BY confidence, attribution_id;

-- 20. All sentences of one article (page_id or address) with voice, speaker and kind of source, and offsets.
CREATE MACRO reading(page) AS TABLE
SELECT s.sentence_index, s.paragraph_index, s.start, s."end", s.voice, s.speakers, s.source_kinds, s.anonymous, s.text
FROM sentences AS s
JOIN articles AS a ON a.page_id = s.page_id AND a.day = s.day
WHERE a.page_id = page OR a.canonical_url = page OR a.url = page
QUALIFY dense_rank() OVER (ORDER BY a.captured_at DESC, a.day DESC, a.page_id) = 1
ORDER BY s.sentence_index;
