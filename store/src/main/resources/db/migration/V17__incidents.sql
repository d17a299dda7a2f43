-- Incidents as what happened in them, the conditions that alerts told of, who may send alerts, and what waits to be read.

create table incident (
  id                text primary key,
  number            integer not null unique,
  state             text not null,
  title             text not null,
  severity          integer not null,
  service           text,
  declared_at       timestamptz not null,
  acknowledged_at   timestamptz,
  impact_started_at timestamptz,
  detected_at       timestamptz,
  contained_at      timestamptz,
  restored_at       timestamptz,
  commander         text,
  cause             text,
  platform_caused   boolean not null,
  handled           boolean not null,
  graded_by_person  boolean not null,
  audience          text[] not null,
  places            text[] not null default '{}',
  last_alert_at     timestamptz,
  entries           integer not null
);
comment on table incident is 'what the entries of each say together';
comment on column incident.handled is 'a person wrote at least one of its entries';
comment on column incident.audience is 'who may see it; empty is everybody';
create index on incident (declared_at desc);
create index on incident (number) where state = 'open';

create table incident_entry (
  incident    text not null references incident,
  number      integer not null,
  at          timestamptz not null,
  recorded_at timestamptz not null,
  actor       text not null,
  kind        text not null,
  body        jsonb not null,
  primary key (incident, number)
);
comment on table incident_entry is 'what happened; rows are added and never changed';
create function incident_entry_stays() returns trigger language plpgsql as
  $$ begin raise exception 'what happened in an incident is not changed'; end $$;
create trigger incident_entry_stays before update or delete on incident_entry
  for each row execute function incident_entry_stays();

create table alert_source (
  id         text primary key,
  format     text not null,
  token_hash text not null,
  signing    text,
  topic      text not null,
  created_by text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

create table alert_message (
  number      bigint generated always as identity primary key,
  source      text not null,
  received_at timestamptz not null,
  digest      bytea not null,
  body        bytea,
  read_at     timestamptz,
  problem     text
);
comment on column alert_message.body is 'gone once it is read without a problem';
create index on alert_message (number) where read_at is null;
create index on alert_message (digest, received_at);

create table alert_condition (
  key         text primary key,
  source      text not null,
  name        text not null,
  state       text not null,
  level       text not null,
  title       text not null,
  description text not null,
  service     text,
  resources   text[] not null,
  labels      jsonb not null,
  link        text,
  runbook     text,
  first_seen  timestamptz not null,
  last_seen   timestamptz not null,
  episode     integer not null,
  began_at    timestamptz,
  ended_at    timestamptz,
  incident    text,
  reason      text not null,
  places      text[] not null
);
create index on alert_condition (incident);
create index on alert_condition (last_seen desc);

create table alert_episode (
  key      text not null,
  number   integer not null,
  level    text not null,
  seen_at  timestamptz not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  incident text,
  reason   text not null,
  verdict  text,
  judge    text,
  judged_at timestamptz,
  primary key (key, number)
);
create index on alert_episode (seen_at);

create table alert_quiet (
  id        text primary key,
  kind      text not null,
  facts     jsonb not null,
  begins_at timestamptz not null,
  ends_at   timestamptz not null,
  actor     text not null,
  reason    text not null
);

create view facts.alert as
  select e.key, e.number as episode, c.source, c.title, e.level, c.service,
    e.seen_at at time zone 'UTC' as seen_at, e.began_at at time zone 'UTC' as began_at,
    case when e.ended_at < facts.end_of_day() then e.ended_at at time zone 'UTC' end as ended_at,
    e.incident,
    coalesce(e.verdict = 'acted', false)
      or coalesce(i.handled and e.verdict is distinct from 'false-positive', false) as handled,
    coalesce(e.verdict = 'false-positive', false) as false_positive
  from alert_episode e join alert_condition c using (key) left join incident i on i.id = e.incident
  where e.seen_at < facts.end_of_day() and (i.id is null or cardinality(i.audience) = 0);

-- Incidents that are kept here count as those do that come as files; of one with an audience no more is told than that it was.
create or replace view facts.incident as
  select id, title, severity, service, team, cause, platform_caused, security,
    impact_started_at, detected_at, contained_at, restored_at
  from (
    select distinct on (i.id) i.id, i.title, i.severity, i.service, i.team, i.cause, i.platform_caused, i.security,
      i.impact_started_at at time zone 'UTC' as impact_started_at, i.detected_at at time zone 'UTC' as detected_at,
      i.contained_at at time zone 'UTC' as contained_at, i.restored_at at time zone 'UTC' as restored_at
    from told_collection c join fact_incident i using (fact_set)
    where i.impact_started_at < facts.end_of_day()
      and not exists (select 1 from incident here where here.id = i.id)
    order by i.id, c.captured_at desc, c.source) told
  union all
  select i.id,
    case when cardinality(i.audience) = 0 then i.title else 'not for everybody' end,
    i.severity,
    case when cardinality(i.audience) = 0 then i.service end,
    case when cardinality(i.audience) = 0 then (select p.owner from facts.component p where p.name = i.service) end,
    case when cardinality(i.audience) = 0 then i.cause end,
    i.platform_caused, coalesce(i.cause = 'security', false),
    coalesce(i.impact_started_at, i.declared_at) at time zone 'UTC', i.detected_at at time zone 'UTC',
    i.contained_at at time zone 'UTC', i.restored_at at time zone 'UTC'
  from incident i
  where coalesce(i.impact_started_at, i.declared_at) < facts.end_of_day();
