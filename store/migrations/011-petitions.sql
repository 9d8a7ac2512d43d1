-- Matters as their acts have left them, for pages and queues; made anew by `goc record rebuild`.
create table petition (
  id            text    primary key,
  n             int     not null, -- how many acts it has had
  unit          text    not null,
  received      date    not null,
  due           bigint  not null, -- the end of the citizen's clock, in Unix seconds
  rule          text    not null,
  calendar      text    not null,
  field         text    not null,
  type          text    not null,
  channel       text    not null,
  stage         text    not null,
  open          boolean not null,
  unit_since    date    not null,
  waiting_since date,
  extended      boolean not null,
  transferred   int     not null,
  joined        int     not null,
  keyed         boolean not null,
  rounds        int     not null,
  reopened      int     not null,
  verdict       text,
  answered_on   date,
  ground        text,   -- of a decline
  text          text    not null,
  place         text,
  answer        text,
  answer_public boolean not null,
  erased        boolean not null
);
create index petition_by_due on petition (unit, due, id) where open;
create index petition_by_day on petition (received, id);
create index petition_by_unit on petition (unit, received, id);

-- Where each act has left a matter: what a figure counts is asked as of any day.
create table petition_step (
  petition    text    not null references petition,
  n           int     not null,
  kind        text    not null,
  by_unit     text    not null, -- the unit that the act belongs to
  on_day      date    not null,
  unit        text    not null, -- the unit that has the matter after it
  stage       text    not null,
  due         bigint  not null,
  joined      int     not null,
  keyed       boolean not null,
  verdict     text,
  answered_on date,
  answered_n  int,
  primary key (petition, n)
);
create index petition_step_by_unit on petition_step (unit, petition);
create index petition_step_transferred on petition_step (by_unit, on_day) where kind = 'petition.transferred';

-- The keys of those who stand behind a matter: a receipt finds its matter by them.
create table petition_key (
  petition text not null references petition,
  who      int  not null,
  key      text not null,
  primary key (petition, who)
);
create index petition_key_by_key on petition_key (key);
