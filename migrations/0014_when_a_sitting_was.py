"""A sitting has the dates of what was written in it, not of when that arrived.

A device's clock is believed between 105 days (9,072,000,000 ms) before and five minutes (300,000 ms) after its entry
came, as in records/entry.py. Which entry finished a sitting was not kept: it is the last that had come when the sitting
was marked as finished.
"""

BEGAN = """
UPDATE document SET began_at = (
    SELECT MIN(
        CASE WHEN entry.written_at > entry.received_at - 9072000000 AND entry.written_at < entry.received_at + 300000
        THEN entry.written_at ELSE entry.received_at END
    )
    FROM entry WHERE entry.document_id = document.id
)
WHERE EXISTS (SELECT 1 FROM entry WHERE entry.document_id = document.id)
"""
FINISHED = """
UPDATE document SET finished_at = COALESCE((
    SELECT
        CASE WHEN entry.written_at > entry.received_at - 9072000000 AND entry.written_at < entry.received_at + 300000
        THEN entry.written_at ELSE entry.received_at END
    FROM entry WHERE entry.document_id = document.id AND entry.received_at <= document.finished_at
    ORDER BY entry.received_at DESC, COALESCE(entry.number, 0) DESC LIMIT 1
), finished_at)
WHERE finished_at IS NOT NULL
"""


def up(migrator, db):
    db.execute_sql(BEGAN)
    db.execute_sql(FINISHED)


def down(migrator, db):
    """When it arrived is in its entries still."""
