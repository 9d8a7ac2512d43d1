-- Who asked to be told of a matter's steps, and what waits to be sent. Private, and no part of the record.

-- How far the reader of acts has come. One row: its lock lets one reader through at a time.
create table notice_cursor (
  one       boolean primary key default true check (one),
  next      bigint  not null, -- the index of the first entry that was not read yet
  digest_on date              -- the last day whose digests were made
);
insert into notice_cursor (next) select coalesce((select size from head), 0);

-- Goes with the key of its case: then nobody can say who had asked.
create table subscription (
  id       bigint generated always as identity primary key,
  subject  text   not null references case_key on delete cascade,
  channel  text   not null check (channel in ('email', 'phone', 'push')),
  lang     text   not null check (lang in ('vi', 'en')),
  address  bytea  not null, -- sealed with the case's key
  mark     bytea  not null, -- of the address under the case's key: one address asks once
  confirm  bytea  unique,   -- digest of the one-time token that confirms; null when there is nothing to confirm
  stop     bytea  not null unique, -- digest of the token that ends it
  asked_at bigint not null,
  since    bigint, -- told of entries from this index on; null until confirmed
  refused  int    not null default 0, -- how often in a row what was sent was not taken
  unique (subject, channel, mark)
);
create index subscription_unconfirmed on subscription (asked_at) where since is null;

-- What is still to be sent; a row goes when it was. Either to who asked, of an entry or to confirm, or to staff, of a day.
create table notice (
  id           bigint generated always as identity primary key,
  channel      text   not null,
  subscription bigint references subscription on delete cascade,
  entry        bigint,
  step         text,
  account      uuid   references account on delete cascade,
  day          date,
  made_at      bigint not null,
  due_at       bigint not null, -- not before; while it is being sent, the end of that lease
  tries        int    not null default 0,
  check ((subscription is null) <> (account is null)),
  check ((entry is null) = (step is null)),
  unique (subscription, entry),
  unique (account, day)
);
create index notice_due on notice (channel, due_at, id);

-- Staff who want no digest in the morning.
create table digest_declined (account uuid primary key references account on delete cascade);
