-- Anomalies of cost as cases, with what people did with them.

create table cost_anomaly (
  id         text primary key,
  currency   text not null,
  began_on   date not null,
  until      date not null,
  service    text not null,
  account    text not null,
  owner      text not null,
  kind       text not null,
  size       numeric not null,
  found_at   timestamptz not null,
  gone_at    timestamptz,
  held_back  boolean not null,
  document   text not null,
  state      text not null default 'open',
  triaged_at timestamptz,
  settled_at timestamptz
);
comment on column cost_anomaly.until is 'the last day that is off, as far as is known';
comment on column cost_anomaly.gone_at is 'since when the bills no longer show it';
comment on column cost_anomaly.held_back is 'not told, for answers to others like it say that it is none';
comment on column cost_anomaly.document is 'what was found, as JSON';
comment on column cost_anomaly.state is 'open, acknowledged, expected, fixed or false-alarm; follows from the steps';
create index on cost_anomaly (began_on desc);

create table cost_anomaly_step (
  anomaly text not null references cost_anomaly,
  number  integer not null,
  what    text not null,
  actor   text not null,
  at      timestamptz not null,
  reason  text not null,
  primary key (anomaly, number)
);

create table cost_anomaly_forgotten (
  scope    text not null,
  currency text not null,
  above    boolean not null,
  actor    text not null,
  at       timestamptz not null
);
comment on table cost_anomaly_forgotten is 'answers about this scope and direction that were given before count no more';

create table cost_anomaly_look (
  only_one boolean primary key default true check (only_one),
  at       timestamptz not null
);

create view facts.cost_anomaly as
  select id, currency, began_on, until, nullif(service, '') as service, nullif(account, '') as account,
    nullif(owner, '') as owner, kind, size, found_at at time zone 'UTC' as found_at,
    case when triaged_at < facts.end_of_day() then triaged_at at time zone 'UTC' end as triaged_at,
    case when settled_at < facts.end_of_day() then settled_at at time zone 'UTC' end as settled_at,
    case when settled_at < facts.end_of_day() then state
      when triaged_at < facts.end_of_day() then 'acknowledged'
      else 'open' end as state
  from cost_anomaly
  where found_at < facts.end_of_day() and not held_back and (gone_at is null or gone_at >= facts.end_of_day());
