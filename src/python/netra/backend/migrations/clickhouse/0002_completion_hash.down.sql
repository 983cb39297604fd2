ALTER TABLE calls DROP COLUMN completion_hash;
