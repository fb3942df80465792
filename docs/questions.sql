-- The twenty questions, each answered in one short query on data/hearsay.duckdb; names and addresses are the sample's.
-- docs/analysts.md shows them with their answers (`python -m benchmarks.questions --write`); a test runs them.

-- 1. Which claims rest on anonymous sources alone?
SELECT outlet, coalesce(descriptor, source_text) AS resting_on, content_text
FROM anonymous_claims ORDER BY dated_at, attribution_id LIMIT 8;

-- 2. What share of the attributions of each outlet, by month, is anonymous?
FROM anonymous_share('month');

-- 3. Who is quoted most this week, in how many outlets, and how often directly?
FROM most_quoted('2026-03-02', '2026-03-08') LIMIT 8;

-- 4. What did a person say about a topic, in order, each with its sentence, the ones around it, and the address?
FROM said_by('Odile Marchetti', 'estimate');

-- 5. Where did a quotation first appear, and through which outlets did it travel?
SELECT step, dated_at, outlet, via, content_text FROM quotation_path('she put it in a drawer');

-- 6. Which stories have a single source?
SELECT outlet, title, authority, anonymous, n_attributions FROM single_source_stories ORDER BY dated_at, page_id;

-- 7. Which articles attribute nothing in their body to anybody?
SELECT outlet, title, n_words FROM unattributed_articles ORDER BY dated_at, page_id;

-- 8. Which claims does an outlet take from another outlet, and on whose authority there?
SELECT outlet, authority, anonymous, content_text FROM relayed('Harbour Courier') LIMIT 8;

-- 9. Which claims were denied, by whom, and where does the denial stand without the claim?
SELECT outlet, coalesce(source_name, source_text) AS denied_by, content_text, claim_present
FROM denials ORDER BY claim_present, dated_at, attribution_id LIMIT 10;

-- 10. Who declined to comment, to whom?
SELECT source_name, asked_by, cue_text, content_text FROM declined ORDER BY dated_at, attribution_id LIMIT 8;

-- 11. What mix of source kinds does each outlet use over time?
SELECT * FROM source_mix('month') WHERE outlet = 'Harbour Courier';

-- 12. Which reporting verbs does each outlet use, and for whom?
SELECT * FROM reporting_verbs() WHERE cue_lemma IN ('claim', 'admit', 'insist');

-- 13. Which descriptors stand for anonymous sources, and what reason for anonymity is given?
SELECT * FROM anonymity ORDER BY anonymity_reason IS NULL, n_attributions DESC, descriptor LIMIT 8;

-- 14. How much of an outlet is repeated copy, and who is quoted most if it counts once?
FROM repeated_copy ORDER BY share DESC, outlet;
FROM most_quoted('2026-03-02', '2026-03-08', repeats := false) LIMIT 5;

-- 15. What changed between two captures of the same address?
SELECT change, line FROM changes('https://www.harbourcourier.example/politics/2026/03/02/bridge-memo');

-- 16. What was thrown away as boilerplate, why, and which outlet shows how much of it?
SELECT outlet, label, reason, n_blocks, share FROM removed ORDER BY n_words DESC, outlet, label LIMIT 10;

-- 17. Which outlets went silent, or began to break extraction, since yesterday?
SELECT site, outlet, day_before, n_before, n_pages, n_ok, state FROM site_health('2026-03-04') WHERE state <> 'ok';

-- 18. What was rejected, for which reason, is it growing, and what can be replayed?
FROM rejected ORDER BY day, reason;

-- 19. Which tags is the tagger least sure of, by rule?
FROM confidence_by_rule ORDER BY mean_confidence, rule;

-- 20. All sentences of one article with voice, speaker and kind of source, in reading order, with their offsets.
FROM reading('https://www.harbourcourier.example/politics/2026/03/02/bridge-memo') LIMIT 8;
