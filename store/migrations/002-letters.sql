-- Private words, kept apart from the record so that they can be erased. Sealed with a key per case (AES-256-GCM),
-- the case keys wrapped by a master key that is not in the database.
create table case_key (
  subject text  primary key,
  key_id  text  not null, -- which master key wraps it
  wrapped bytea not null
);

create table letter (
  commitment text  primary key, -- what the act carries
  subject    text  not null references case_key on delete cascade,
  kind       text  not null,
  i          int   not null,
  sealed     bytea not null,
  public     text, -- the same words in the open, where they are meant for everyone
  unique (subject, kind, i)
);
