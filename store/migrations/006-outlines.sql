-- Outlines of units for maps, as the operator imported them (GeoJSON geometry, WGS 84). Public and no part of the record.
create table outline (
  unit     text  primary key,
  geometry jsonb not null,
  source   text  not null -- who drew it, as the file says
);
