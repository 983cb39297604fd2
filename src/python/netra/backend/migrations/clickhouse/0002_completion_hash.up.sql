-- A keyed fingerprint of the answer, kept whatever happens to its text: tells whether a repeated prompt was answered
-- alike. Empty for calls that came before it was kept, and for those without an answer in their log.
ALTER TABLE calls ADD COLUMN completion_hash String AFTER prompt_hash;
