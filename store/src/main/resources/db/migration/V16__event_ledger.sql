-- The ledger of events: good and total counts of objectives by slice, and how they stood at the end of each day.

create table sli_day (
  slo           text not null,
  day           date not null,
  slice_seconds integer not null check (slice_seconds > 0 and 86400 % slice_seconds = 0),
  good          bigint[] not null,
  total         bigint[] not null,
  states        text not null,
  primary key (slo, day)
);
comment on column sli_day.slo is 'service and name of the objective';
comment on column sli_day.day is 'in UTC';
comment on column sli_day.good is 'thousandths of events, a number a slice of the day';
comment on column sli_day.states is 'a letter a slice: c counted, t no traffic, d no data, g target gone';

create table slo_result (
  slo          text not null,
  day          date not null,
  service      text not null,
  name         text not null,
  owner        text,
  tier         text,
  target       numeric not null,
  window_start timestamptz not null,
  window_end   timestamptz not null,
  good         numeric not null,
  valid        numeric not null,
  attainment   numeric,
  budget_left  numeric,
  coverage     numeric not null,
  outcome      text not null,
  day_good     numeric not null,
  day_total    numeric not null,
  primary key (slo, day)
);
comment on table slo_result is 'how objectives stood at the end of a day, or so far on the last one';
comment on column slo_result.outcome is 'met, missed or unknown';
comment on column slo_result.day_good is 'good events of this day alone';

create view facts.slo_result as
  select slo, day, service, name, owner, tier, target, window_start at time zone 'UTC' as window_start,
    window_end at time zone 'UTC' as window_end, good, valid, attainment, budget_left, coverage, outcome, day_good, day_total
  from slo_result
  where day <= facts.as_of();

create view facts.sli_slice as
  select d.slo, d.day::timestamp + (s.number - 1) * d.slice_seconds * interval '1 second' as slice_start, d.slice_seconds,
    s.good / 1000.0 as good, s.total / 1000.0 as total,
    case substr(d.states, s.number::integer, 1)
      when 'c' then 'counted' when 't' then 'no-traffic' when 'g' then 'target-gone' else 'no-data' end as state
  from sli_day d cross join lateral unnest(d.good, d.total) with ordinality as s(good, total, number)
  where d.day <= facts.as_of();
