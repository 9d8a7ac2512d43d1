-- What offices say to themselves of a matter. The words are letters; never public, never on the record.
create table matter_note (
  petition text   not null,
  i        int    not null,
  account  uuid   not null,
  t        bigint not null,
  primary key (petition, i)
);
