-- SPDX-License-Identifier: Apache-2.0
-- Which photos and papers of the dossier show what a sheet says about a criterion. What was attached when the sheet was locked stays
-- here, also when the attachment was taken out afterwards.
CREATE TABLE score_evidence (
    sheet_id BIGINT NOT NULL REFERENCES score_sheet (id),
    criterion_id BIGINT NOT NULL REFERENCES rubric_criterion (id),
    attachment_id BIGINT NOT NULL REFERENCES attachment (id),
    PRIMARY KEY (sheet_id, criterion_id, attachment_id)
);
CREATE INDEX score_evidence_by_criterion ON score_evidence (criterion_id);
CREATE INDEX score_evidence_by_attachment ON score_evidence (attachment_id);
