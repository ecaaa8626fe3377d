-- Sums by day of UTC, of everything that reports tell apart but sessions: a year by month and project is few cells then.
CREATE TABLE rollup_day (
    day INTEGER NOT NULL,
    dimension INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    web_searches INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    priced_rows INTEGER NOT NULL,
    unpriced_requests INTEGER NOT NULL,
    unpriced_tokens INTEGER NOT NULL,
    included_requests INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    cache_saving INTEGER NOT NULL,
    saving_rows INTEGER NOT NULL,
    PRIMARY KEY (day, dimension)
) WITHOUT ROWID;
INSERT INTO rollup_day
    SELECT (quarter - ((quarter % 96) + 96) % 96) / 96, dimension,
           sum(requests), sum(input), sum(cache_read), sum(cache_write_5m), sum(cache_write_1h), sum(output), sum(reasoning),
           sum(web_searches), sum(cost), sum(priced_rows), sum(unpriced_requests), sum(unpriced_tokens), sum(included_requests),
           sum(credits), sum(cache_saving), sum(saving_rows)
    FROM rollup_time GROUP BY 1, 2;
