-- SPDX-License-Identifier: Apache-2.0
-- Figures that somebody published about a unit and a year: held as they were said, with their source, also when they contradict each
-- other (domain notes §2.6). NULL = not said. The program flags the contradiction and corrects nothing.
CREATE TABLE published_funnel (
    id KHEO_ID,
    unit_id BIGINT NOT NULL,
    campaign_year INTEGER NOT NULL,
    registered BIGINT,
    carried_out BIGINT,
    recognised BIGINT,
    not_recognised BIGINT,
    replicated BIGINT,
    source TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    entered_by BIGINT,
    request_key TEXT UNIQUE
);
CREATE INDEX published_funnel_by_unit ON published_funnel (unit_id, campaign_year);
