"""The schema of both engines as it stands after all migrations: a change to it shows in the review, on both sides."""

import difflib
import os
import pathlib
import re

from fire import sqlite_rows

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "docs/schema"

POSTGRES = """
SELECT line FROM (
    SELECT c.relname AS tab, 1 AS kind, a.attnum AS place,
        c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
        || CASE WHEN co.collname NOT IN ('default', 'C') THEN ' COLLATE ' || co.collname ELSE '' END
        || coalesce(CASE a.attgenerated WHEN 's' THEN ' GENERATED ' ELSE ' DEFAULT ' END || pg_get_expr(d.adbin, d.adrelid), '')
        AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_collation co ON co.oid = a.attcollation
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT conrelid::regclass::text, 2, 0, conrelid::regclass || ': ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
    UNION ALL
    SELECT tablename, 3, 0, indexdef FROM pg_indexes WHERE schemaname = current_schema()
    UNION ALL
    SELECT '~' || p.proname, 4, 0, pg_get_functiondef(p.oid) FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace
    UNION ALL
    SELECT tgrelid::regclass::text, 5, 0, pg_get_triggerdef(oid) FROM pg_trigger t
    WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
) AS lines ORDER BY tab, kind, place, line
"""


def schema(server):
    if server.engine == "sqlite":
        rows = sqlite_rows(server.storage)("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name")
        return "".join(re.sub(r"\s+", " ", sql) + "\n" for sql, in rows)
    return server.psql(POSTGRES).replace("public.", "")


def test_the_schema_is_the_one_that_was_agreed(own_server):
    server = own_server(start=False)
    server.weft("migrate")
    golden, now = GOLDEN / f"{server.engine}.txt", schema(server)
    if os.environ.get("WEFT_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(now, encoding="utf-8")
    agreed = golden.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(agreed.splitlines(), now.splitlines(), "agreed", "now", lineterm="", n=0))
    assert not difference, f"{golden.name} (WEFT_GOLDEN=write writes it anew):\n{difference}"
    # Once more is nothing more.
    server.weft("migrate")
    assert schema(server) == now
