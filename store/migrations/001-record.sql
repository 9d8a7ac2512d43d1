-- The public record. Acts are added in the transaction that does them; the sequencer turns what is pending
-- into entries, tiles and a signed checkpoint (record.md §2.3).

create function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception '% is only ever added to', tg_table_name; end $$;

-- An act without its time: canonical JSON, as its leaf will be but for `t`, which the sequencer alone gives.
create table act (
  id      bigint generated always as identity primary key,
  subject text   not null,
  n       int    not null,
  body    text   not null,
  request bytea  unique, -- SHA-256 of the asker's own id for the request: a repeated one is answered, not done again
  unique (subject, n)
);
create trigger act_only_grows before update or delete or truncate on act
  for each statement execute function refuse_change();

-- Not yet in the tree. Always take what is there: ids commit out of order, so “id > the last seen” loses acts.
create table pending (act_id bigint primary key references act);

create table entry (
  index  bigint primary key,
  act_id bigint not null unique references act,
  t      bigint not null,
  leaf   bytea  not null -- the exact bytes that the tree hashes
);
create trigger entry_only_grows before update or delete or truncate on entry
  for each statement execute function refuse_change();

-- Hash tiles. A row holds all hashes that its tile has so far; every partial tile ever published is a prefix.
create table tile (
  level int    not null,
  n     bigint not null,
  data  bytea  not null,
  primary key (level, n)
);

-- One row. Its lock is the fence between sequencers.
create table head (
  one  boolean primary key default true check (one),
  size bigint  not null,
  root bytea   not null,
  t    bigint  not null
);

create table checkpoint (
  size         bigint primary key,
  root         bytea  not null,
  t            bigint not null,
  note         text   not null,
  published_at timestamptz -- null until the ratchet file has it: only then may anyone see it
);

-- Who this record is. Fixed at its first start.
create table identity (
  one    boolean primary key default true check (one),
  origin text not null,
  vkey   text not null,
  demo   boolean not null default false
);

create table witness (
  vkey text primary key,
  name text not null,
  url  text not null,
  size bigint not null default 0 -- what it is known to have cosigned
);
create table cosignature (
  size bigint not null references checkpoint,
  vkey text   not null references witness on delete cascade,
  time bigint not null,
  line text   not null, -- the verified signature line, and no other
  primary key (size, vkey)
);
