-- How much shifts on call weighed: what was known on a day, each day as a whole.

create table on_call_shift (
  day           date not null,
  schedule      text not null,
  person        text not null,
  zone          text not null,
  began_at      timestamptz not null,
  ended_at      timestamptz not null,
  pages         integer not null,
  pages_outside integer not null,
  run_seconds   bigint not null
);
create index on on_call_shift (day);

create view facts.on_call_shift as
  select nullif(schedule, '') as schedule, person, zone, began_at at time zone 'UTC' as began_at,
    ended_at at time zone 'UTC' as ended_at, pages, pages_outside, run_seconds
  from on_call_shift
  where day = (select max(day) from on_call_shift where day <= facts.as_of());
