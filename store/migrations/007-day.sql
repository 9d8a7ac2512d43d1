-- The day on which acts count now. The sequencer alone turns it, when everything kept on the day before is entered:
-- so the day that the rules were asked with is the day of the leaf, also at midnight (decisions/0009).
alter table head add column day date;
update head set day = (to_timestamp(t + 7 * 3600) at time zone 'UTC')::date;

-- Asked first by every transaction that keeps acts of today: until it ends, the day does not turn. Only a function
-- that is volatile reads the day after it has the lock, and not before.
create function day_held() returns date language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('goc day'));
  return (select day from head);
end $$;

-- The day that the rules were asked with; null for an act that brings its own from older books.
alter table pending add column day date;
