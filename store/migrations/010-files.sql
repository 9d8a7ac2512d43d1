-- What people attach, and what they have sent but not attached yet. The bytes lie in storage, sealed with their
-- case's key; here is only what finds them. Nobody's file names are kept. Times are Unix seconds.

-- Every object that may lie in storage, written down before it is put there and struck out after it is gone:
-- so none is ever lost, and storage is never walked.
create table stored (
  key       text primary key,
  doomed_at bigint -- from then on it is to be removed; null while something points to it
);
create index stored_doomed on stored (doomed_at) where doomed_at is not null;

create table file (
  subject      text   not null references case_key on delete cascade,
  i            int    not null,
  commitment   text   not null unique, -- what the act carries
  type         text   not null, -- media type
  size         bigint not null,
  key          text   not null references stored,
  preview_key  text   references stored,
  preview_size bigint,
  upload       text, -- the upload that it was attached from
  primary key (subject, i),
  unique (subject, upload)
);

-- A file on its way: `case_key` has the key of its own that it is sealed with until it is attached or expires.
create table upload (
  id         text   primary key,
  n          bigint not null generated always as identity,
  token      bytea  not null, -- SHA-256 of what the person holds
  subject    text   not null unique references case_key on delete cascade,
  length     bigint not null,
  state      text   not null check (state in ('coming', 'waiting', 'kept', 'refused')),
  refusal    text,
  expires_at bigint not null
);
create index upload_by_token on upload (token, n);
create index upload_by_expiry on upload (expires_at);
create index upload_waiting on upload (n) where state = 'waiting';

-- Whoever deletes a key deletes the rows that hang on it, and what they point to in storage is doomed with them.
create function doom_file() returns trigger language plpgsql as $$
begin
  update stored set doomed_at = 0 where key in (old.key, old.preview_key);
  return null;
end $$;
create trigger file_gone after delete on file for each row execute function doom_file();

create function doom_upload() returns trigger language plpgsql as $$
begin
  update stored set doomed_at = 0 where key = 'spool/' || old.id;
  return null;
end $$;
create trigger upload_gone after delete on upload for each row execute function doom_upload();
