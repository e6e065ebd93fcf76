"""Numbers come from a sequence a series and year, so that reports need not wait for each other's commit."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION records_next_number(prefix text, year integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  series text := format('series_%s_%s', lower(prefix), year);
  given bigint;
BEGIN
  IF to_regclass(quote_ident(series)) IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtext(series));
    IF to_regclass(quote_ident(series)) IS NULL THEN
      SELECT last INTO given FROM records_numberseries s
        WHERE s.prefix = records_next_number.prefix AND s.year = records_next_number.year;
      EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I START %s', series, coalesce(given, 0) + 1);
    END IF;
  END IF;
  RETURN nextval(quote_ident(series)::regclass);
END $$;
"""
BACK = "DROP FUNCTION records_next_number(text, integer);"


class Migration(migrations.Migration):
    dependencies = [("records", "0003_no_titles_in_the_history")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
