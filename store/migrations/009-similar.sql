-- What open matters are found by before another of the same is sent. No words: keyed hashes (HMAC-SHA-256 of a token with
-- its unit, cut to 8 bytes), which tell nothing without the key outside the database. One row a matter; it goes with it.
create table similar_matter (
  id       text     primary key,
  unit     text     not null,
  field    text     not null,
  day      date     not null,
  x        int,     -- in steps of 0.001°, about 100 m; nothing finer is kept
  y        int,
  tokens   bigint[] not null, -- what it is compared by
  sizes    int[]    not null, -- how many of them are subjects, words, pairs of words, places
  keys     bigint[] not null, -- what it is looked up by: each narrow by itself or by its month
  key_id   text     not null, -- the master key that the hashes come from
  form     int      not null, -- which way of reading texts made the tokens
  open     boolean  not null default true
);
-- Only open matters are looked up; a closed one keeps its row until it is forgotten, for it may be reopened.
-- Without a pending list: a search would walk it.
create index similar_by_key on similar_matter using gin (keys) with (fastupdate = off) where open;
-- Those whose hashes must be made anew.
create index similar_by_form on similar_matter (form, key_id);
