-- Staff accounts. Private, and no part of the record: acts name offices, never persons. Times are Unix seconds, as
-- everywhere; days are days in Vietnam.

create table account (
  id         uuid    primary key default gen_random_uuid(),
  name       text    not null,
  email      text    not null,
  email_key  text    not null unique, -- the address as it is looked up: normalised, in lower case
  password   text, -- Argon2id; null until its owner has set one
  totp       bytea, -- the secret of the one-time codes, sealed under a master key
  totp_step  bigint  not null default 0, -- the last step a code was taken of: no code is taken twice
  handle     bytea   not null unique, -- what passkeys know the account by
  disabled   boolean not null default false,
  demo       boolean not null default false, -- asked for no second factor, and let in only where the record is a demonstration
  created_at bigint  not null
);

create table office (
  id         bigint generated always as identity primary key,
  account    uuid   not null references account,
  role       text   not null,
  unit       text   not null,
  from_day   date   not null,
  until_day  date, -- its last day
  check (until_day is null or until_day >= from_day - 1) -- ended before its first day: it never began
);
create index office_by_account on office (account);
create index office_by_unit on office (unit);

-- An account at the staff's own identity provider, found by its verified address the first time.
create table account_identity (
  issuer  text not null,
  subject text not null,
  account uuid not null references account,
  primary key (issuer, subject)
);

create table passkey (
  id         text   primary key, -- base64url, as the authenticator says it
  account    uuid   not null references account,
  public_key bytea  not null,
  counter    bigint not null,
  transports text[] not null,
  name       text   not null, -- what its owner calls it
  added_at   bigint not null,
  used_at    bigint
);
create index passkey_by_account on passkey (account);

-- A challenge given to an authenticator. Whoever answers takes it away.
create table challenge (
  digest  bytea  primary key,
  account uuid references account, -- to whom a passkey is added; null when someone signs in
  until   bigint not null
);

create table recovery_code (
  digest  bytea  primary key,
  account uuid   not null references account,
  used_at bigint
);
create index recovery_code_by_account on recovery_code (account);

-- One-time links. Only their digests are kept: whoever reads this table cannot use them.
create table invitation (
  digest      bytea   primary key,
  account     uuid    not null references account,
  lost_factor boolean not null, -- using it also takes away the second factor and its recovery codes
  until       bigint  not null,
  used_at     bigint
);
create index invitation_by_account on invitation (account);

create table session (
  id        uuid    primary key default gen_random_uuid(),
  digest    bytea   not null unique, -- of the token in the cookie
  account   uuid    not null references account,
  assurance text    not null, -- password, second-factor, demonstration; half: the second step of signing in is still to come
  enrols    boolean not null default false, -- came by a one-time link, and may set the account's first second factor
  begun_at  bigint  not null,
  proven_at bigint  not null, -- when its owner last proved who they are
  seen_at   bigint  not null,
  until     bigint  not null, -- ends then, however busy
  device    text    not null -- browser and system, for its owner to recognise it by
);
create index session_by_account on session (account);

-- How often something was tried of late. Keys are digests: of an account with a device, or with where it came from.
create table attempt (
  digest bytea  primary key,
  n      int    not null,
  until  bigint not null
);
create index attempt_by_until on attempt (until);

-- Who opened what private thing, when, in what office, and why. For supervisors.
create table access (
  id      bigint generated always as identity primary key,
  t       bigint not null,
  account uuid   not null references account,
  office  text   not null, -- officer@25
  unit    text   not null, -- that the thing belongs to
  subject text   not null, -- petition/…
  what    text   not null, -- sender, text, file, note, …
  reason  text
);
create index access_by_unit on access (unit, id);
create index access_by_subject on access (subject, id);
create trigger access_is_never_changed before update or truncate on access
  for each statement execute function refuse_change();

-- What happened to accounts, and through whom: null is the operator's command line.
create table account_change (
  id      bigint generated always as identity primary key,
  t       bigint not null,
  account uuid   not null references account,
  by      uuid references account,
  what    text   not null,
  detail  jsonb  not null default '{}'
);
create index account_change_by_account on account_change (account, id);
create trigger account_change_is_never_changed before update or truncate on account_change
  for each statement execute function refuse_change();
