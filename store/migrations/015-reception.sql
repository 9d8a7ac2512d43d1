-- A lost receipt: which accounts asked for a new one and agreed. The record names their offices; that they are two
-- persons is known here alone. Why, is a letter of the case.
create table rekey (
  petition   text   not null,
  who        int    not null,
  n          int    not null, -- the act that asked
  asked_by   uuid   not null references account,
  asked_at   bigint not null,
  granted_by uuid   references account,
  granted_at bigint,
  primary key (petition, n),
  check (granted_by <> asked_by)
);
create index rekey_waiting on rekey (petition, who) where granted_by is null;

-- Receipts made beforehand and sealed (record.md §4.3): what stands outside. What is inside is nowhere here.
create table envelope (
  id      text   primary key, -- of the matter that its key opens; outside stand the first ten digits
  key     text   not null unique,
  stock   text   not null,    -- the digest under which those made together are known
  made_at bigint not null,
  request bytea  unique,      -- the digest of the request that used it
  used_at bigint
);
create index envelope_by_stock on envelope (stock);

-- Queues by deadline: of one unit, and of all in reach, where the first fifty are found without sorting the rest.
create index petition_by_deadline on petition (due, id) where open;
create index petition_unspoken_by_deadline on petition (due, id) where stage = 'answered' and verdict is null;
create index petition_by_field on petition (unit, field, due, id) where open;
create index petition_disputed on petition (unit, due, id) where verdict = 'disputed';
create index petition_unspoken on petition (unit, due, id) where stage = 'answered' and verdict is null;
