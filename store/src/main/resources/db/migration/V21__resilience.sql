-- What was known of resilience on each day, each set of it kept once; and what happened in exercises, which is never changed.

create table resilience_set (
  id     bigint generated always as identity primary key,
  digest bytea not null unique
);

create table resilience_day (
  day            date primary key,
  resilience_set bigint not null references resilience_set
);
create index on resilience_day (resilience_set);

create table resilience_objective (
  resilience_set bigint not null references resilience_set on delete cascade,
  service        text not null,
  tier           text,
  owner          text,
  rto_seconds    bigint,
  rpo_seconds    bigint,
  weak           integer not null,
  weakest        text
);
create index on resilience_objective (resilience_set);

create table resilience_recovery (
  resilience_set   bigint not null references resilience_set on delete cascade,
  service          text not null,
  source           text not null check (source in ('drill', 'incident', 'restore')),
  id               text not null,
  measured_at      timestamptz not null,
  recovery_seconds bigint,
  loss_seconds     bigint
);
create index on resilience_recovery (resilience_set);

create table resilience_backup (
  resilience_set bigint not null references resilience_set on delete cascade,
  id             text not null,
  source         text not null,
  plan           text,
  subject        text not null,
  service        text,
  due_at         timestamptz not null,
  ended_at       timestamptz,
  outcome        text not null,
  message        text not null
);
create index on resilience_backup (resilience_set);

create table resilience_protection (
  resilience_set  bigint not null references resilience_set on delete cascade,
  resource_id     text not null,
  name            text not null,
  kind            text not null,
  service         text,
  tier            text,
  environment     text,
  standing        text not null check (standing in ('protected', 'unprotected', 'unknown')),
  reason          text not null,
  last_success_at timestamptz,
  test_days       integer,
  tested_at       timestamptz,
  test_passed     boolean,
  proven_at       timestamptz
);
create index on resilience_protection (resilience_set);

create table resilience_drill (
  resilience_set   bigint not null references resilience_set on delete cascade,
  id               text not null,
  title            text not null,
  kind             text not null,
  services         text not null,
  planned          date not null,
  outcome          text not null check (outcome in ('planned', 'running', 'passed', 'failed', 'cancelled')),
  passed           boolean not null,
  reason           text not null,
  ended_at         timestamptz,
  recovery_seconds bigint,
  loss_seconds     bigint,
  findings         integer not null,
  open_findings    integer not null
);
create index on resilience_drill (resilience_set);

create table resilience_quota (
  resilience_set bigint not null references resilience_set on delete cascade,
  provider       text not null,
  account        text not null,
  region         text not null,
  service        text not null,
  quota          text not null,
  used_value     numeric(38, 6),
  limit_value    numeric(38, 6),
  used_share     numeric(18, 6),
  read_at        timestamptz not null,
  runs_out_on    date,
  earliest_on    date,
  latest_on      date,
  note           text not null
);
create index on resilience_quota (resilience_set);

create table resilience_version (
  resilience_set bigint not null references resilience_set on delete cascade,
  resource_id    text not null,
  name           text not null,
  product        text not null,
  version        text not null,
  cycle          text,
  behind         integer,
  end_of_life    date,
  ended          boolean,
  environment    text,
  reason         text not null
);
create index on resilience_version (resilience_set);

-- How much of each limit was used when: a source tells the present, and a forecast needs the past.
create table quota_history (
  quota       text not null,
  read_at     timestamptz not null,
  provider    text not null,
  account     text not null,
  region      text not null,
  service     text not null,
  name        text not null,
  used_value  numeric,
  limit_value numeric,
  unit        text,
  primary key (quota, read_at)
);
comment on column quota_history.quota is 'what is limited where, by which readings of one quota are joined';

create view known_resilience as
  select resilience_set from resilience_day where day <= facts.as_of() order by day desc limit 1;

create view facts.recovery_objective as
  select service, tier, owner, rto_seconds, rpo_seconds, weak, weakest
  from known_resilience join resilience_objective using (resilience_set);

create view facts.recovery as
  select service, source, id, measured_at at time zone 'UTC' as measured_at, recovery_seconds, loss_seconds
  from known_resilience join resilience_recovery using (resilience_set)
  where measured_at < facts.end_of_day();

create view facts.backup_run as
  select id, source, plan, subject, service, due_at at time zone 'UTC' as due_at, ended_at at time zone 'UTC' as ended_at, outcome,
    nullif(message, '') as message
  from known_resilience join resilience_backup using (resilience_set)
  where due_at < facts.end_of_day();

create view facts.protection as
  select resource_id, name, kind, service, tier, environment, standing, reason,
    last_success_at at time zone 'UTC' as last_success_at, test_days, tested_at at time zone 'UTC' as tested_at, test_passed,
    proven_at at time zone 'UTC' as proven_at
  from known_resilience join resilience_protection using (resilience_set);

create view facts.drill as
  select id, title, kind, services, planned, outcome, passed, reason, ended_at at time zone 'UTC' as ended_at, recovery_seconds,
    loss_seconds, findings, open_findings
  from known_resilience join resilience_drill using (resilience_set);

create view facts.quota as
  select provider, account, region, service, quota, used_value, limit_value, used_share, read_at at time zone 'UTC' as read_at,
    runs_out_on, earliest_on, latest_on, nullif(note, '') as note
  from known_resilience join resilience_quota using (resilience_set);

create view facts.component_version as
  select resource_id, name, product, version, cycle, behind, end_of_life, ended, environment, reason
  from known_resilience join resilience_version using (resilience_set);

create table drill_entry (
  drill       text not null,
  number      integer not null,
  at          timestamptz not null,
  actor       text not null,
  document    jsonb not null,
  primary key (drill, number)
);
comment on table drill_entry is 'what happened in an exercise; rows are added and never changed';
create function drill_entry_stays() returns trigger language plpgsql as
  $$ begin raise exception 'what happened in an exercise is not changed'; end $$;
create trigger drill_entry_stays before update or delete on drill_entry
  for each row execute function drill_entry_stays();
