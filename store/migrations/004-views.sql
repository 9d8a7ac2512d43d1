-- Each subject as its acts have left it. For pages to read; `goc record rebuild` makes them anew from acts.

create table unit (
  id    text   primary key,
  state jsonb  not null,
  name  text   not null,
  rev   bigint generated always as identity -- rises with each change, so that a kept tree knows its age
);
create index unit_by_rev on unit (rev);

create table meeting (
  id         text    primary key,
  unit       text    not null,
  regularity text    not null,
  mode       text    not null,
  status     text    not null,
  starts     bigint  not null,
  on_day     date    not null, -- the day in Vietnam of `starts`
  called_on  date    not null,
  attendees  int,
  topic      text    not null,
  chair      text    not null,
  minutes_on date,
  imported   boolean not null
);
create index meeting_by_day on meeting (on_day, id);
create index meeting_by_unit on meeting (unit, on_day, id);

-- A postponement counts by the start that was planned then, whatever became of the meeting.
create table postponement (
  meeting text not null references meeting,
  n       int  not null,
  on_day  date not null,
  primary key (meeting, n)
);
create index postponement_by_day on postponement (on_day, meeting);

create table opinion (
  id       text    primary key,
  unit     text    not null,
  meeting  text    not null,
  assigned text    not null,
  held     date    not null,
  due      date    not null,
  field    text    not null,
  type     text    not null,
  channel  text    not null,
  keyed    boolean not null,
  imported boolean not null,
  text     text    not null,
  status   text    not null,
  rating   int
);
create index opinion_by_meeting on opinion (meeting, id);
create index opinion_by_day on opinion (held, id);
create index opinion_by_unit on opinion (unit, held, id);

-- Its answers, each from the day it was given to the day it was taken back. `…_n` is the act that says so.
create table answer (
  opinion     text not null references opinion,
  round       int  not null,
  resolved    date not null,
  resolved_n  int  not null,
  reopened    date,
  reopened_n  int,
  primary key (opinion, round)
);

-- What the receipt said of an answer; a later word stands for the one before.
create table verdict (
  opinion text not null references opinion,
  n       int  not null,
  round   int  not null,
  verdict text not null,
  on_day  date not null,
  primary key (opinion, n)
);
