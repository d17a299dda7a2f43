-- Drift: every comparison with its counts, and each drift from when it was found until it was gone.

create table drift_run (
  id             bigint generated always as identity primary key,
  at             timestamptz not null,
  changed        bigint not null,
  missing        bigint not null,
  unmanaged      bigint not null,
  excepted       bigint not null,
  provided       bigint not null,
  in_step        bigint not null,
  not_comparable bigint not null,
  not_covered    bigint not null
);
create index on drift_run (at);

create table drift (
  key         text not null,
  resource    text not null,
  drift       text not null check (drift in ('changed', 'missing', 'unmanaged')),
  title       text not null,
  name        text not null,
  type        text not null,
  provider    text not null,
  account     text not null,
  region      text not null,
  owner       text not null,
  environment text not null,
  risk        smallint,
  changes     integer not null,
  place       text not null,
  changed_at  timestamptz,
  actor       text not null,
  digest      bytea not null,
  document    json not null,
  since       timestamptz not null,
  valid_from  timestamptz not null,
  valid_to    timestamptz not null default 'infinity'
) partition by list (valid_to);
create table drift_current partition of drift for values in ('infinity');
create table drift_past partition of drift default;
comment on column drift.since is 'when this drift was first found; a drift that grows keeps it';
comment on column drift.changed_at is 'when it was done, by an activity log';
comment on column drift.risk is '0 low, 1 medium, 2 high, 3 critical; null where it breaks no guardrail';
create index on drift_current using hash (key);
create index on drift_current using hash (resource);
create index on drift_past (valid_to);

create view facts.drift as
  select distinct on (d.key, d.since)
    d.key, d.resource as resource_id, d.drift, d.type, d.provider, d.account, d.region, d.name,
    nullif(d.owner, '') as owner, nullif(d.environment, '') as environment,
    case d.risk when 3 then 'critical' when 2 then 'high' when 1 then 'medium' when 0 then 'low' end as risk,
    d.changes, d.changed_at at time zone 'UTC' as changed_at, d.since at time zone 'UTC' as detected_at,
    case when d.valid_to < facts.end_of_day() then d.valid_to at time zone 'UTC' end as reconciled_at,
    d.place as location
  from drift d
  where d.valid_from < facts.end_of_day()
  order by d.key, d.since, d.valid_from desc;

create view facts.drift_run as
  select at at time zone 'UTC' as compared_at, changed, missing, unmanaged, in_step, not_comparable, not_covered
  from drift_run
  where at < facts.end_of_day();
