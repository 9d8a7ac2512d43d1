-- What offices know of a matter besides its acts. Private: none of it is on the record, and all of it goes with the case.
create table matter (
  petition     text    primary key,
  publish      boolean not null, -- whoever raised it agreed that its words may be read by everyone
  published_on date,             -- when an officer had looked through them, and they were
  lat          real,             -- rounded to about a hundred metres
  lon          real,
  officer      uuid              -- the account that has it in hand
);
create index matter_by_officer on matter (officer) where officer is not null;
