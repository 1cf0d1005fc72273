-- SPDX-License-Identifier: Apache-2.0
-- What lists and figures know of recognitions. registration.recognised_level: the highest level whose decision on the cycle of that
-- registration stands; NULL when none does. registry_copies: how often an initiative was taken up elsewhere (replication).
ALTER TABLE registration ADD COLUMN recognised_level TEXT;

UPDATE registration SET recognised_level = (
    SELECT CASE max(CASE r.level WHEN 'province' THEN 3 WHEN 'district' THEN 2 ELSE 1 END)
           WHEN 3 THEN 'province' WHEN 2 THEN 'district' ELSE 'commune' END
    FROM recognition r JOIN initiative_cycle c ON c.id = r.cycle_id
    WHERE c.registration_id = registration.id AND r.revoked_on IS NULL
    HAVING count(*) > 0);

-- A state of its own for what was revoked.
UPDATE initiative SET state = 'revoked' WHERE state = 'not_recognised' AND EXISTS (
    SELECT 1 FROM initiative_cycle c WHERE c.initiative_id = initiative.id AND c.state = 'revoked' AND NOT EXISTS (
        SELECT 1 FROM initiative_cycle n WHERE n.initiative_id = initiative.id AND n.registration_id IS NOT NULL
        AND n.campaign_year > c.campaign_year));

DROP VIEW registry_fact;
CREATE VIEW registry_fact AS
SELECT r.id AS registration_id, r.initiative_id AS initiative_id, r.unit_id AS unit_id, r.date AS date,
       r.campaign_year AS campaign_year, i.kind AS kind, i.owner_type AS owner_type, i.sector AS sector, i.field AS field,
       r.basis AS basis, i.state AS state, coalesce(r.recognised_level, 'unrecognised') AS level
FROM registration r JOIN initiative i ON i.id = r.initiative_id
WHERE r.undone_at IS NULL;

CREATE VIEW registry_copies AS
SELECT p.parent_id AS initiative_id, count(DISTINCT c.initiative_id) AS copies
FROM replication p JOIN initiative_cycle c ON c.id = p.cycle_id JOIN registration r ON r.initiative_id = c.initiative_id
WHERE c.initiative_id <> p.parent_id AND r.undone_at IS NULL
GROUP BY p.parent_id;
