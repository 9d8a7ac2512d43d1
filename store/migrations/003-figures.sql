-- Figures as small cells, folded by the sequencer (decisions/0004). `counts` maps a feature to a number; what
-- comes to nothing is left out.

create function add_counts(a jsonb, b jsonb) returns jsonb language sql immutable parallel safe as $$
  select coalesce(jsonb_object_agg(key, sum), '{}')
    from (select key, sum(value::bigint) as sum
            from (select * from jsonb_each_text(a) union all select * from jsonb_each_text(b)) as either
           group by key having sum(value::bigint) <> 0) as added
$$;

-- What counts for the period of `on_day` from the end of `at_day` on.
create table day_cell (
  unit   text  not null,
  on_day date  not null,
  at_day date  not null,
  counts jsonb not null,
  primary key (on_day, unit, at_day)
);

-- A usual period (2025, 2025-Q1, 2025-03, …) as it stands at its own last second.
create table period_cell (
  period text  not null,
  unit   text  not null,
  counts jsonb not null,
  primary key (period, unit)
);
