-- What documents tell of how people work, deployments as they are judged together, and what other systems say was changed.

create table told_document (
  source   text not null,
  number   integer not null,
  kind     text not null,
  document json not null,
  file     text not null,
  line     integer not null,
  primary key (source, number)
);
comment on table told_document is 'documents of the newest collection of each source';
create index on told_document (kind);

alter table fact_deployment
  add column actor text, add column version text, add column link text, add column started_at timestamptz;

-- Webhooks tell of delivery one fact at a time; each message's facts are kept as the document of a collection.
create table delivery_source (
  id         text primary key,
  token_hash text not null,
  signing    text,
  created_by text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

create table delivery_message (
  number      bigint generated always as identity primary key,
  source      text not null,
  received_at timestamptz not null,
  digest      bytea not null unique,
  facts       integer not null,
  document    bytea not null
);
comment on column delivery_message.digest is 'of the source and the bytes that came: what is sent twice is kept once';
create index on delivery_message (received_at);

create table judged_deployment (
  like fact_deployment including all
);
alter table judged_deployment drop column fact_set;
comment on table judged_deployment is
  'deployments judged by all that is known together; replaced whole when any of it changes';

create table judged_pipeline_run (
  like fact_pipeline_run including all
);
alter table judged_pipeline_run drop column fact_set;

create table deployment_word (
  number     bigint generated always as identity primary key,
  deployment text not null,
  failed     boolean not null,
  actor      text not null,
  reason     text not null,
  at         timestamptz not null
);
comment on table deployment_word is 'whether a person says that a deployment failed; the last word holds, rows are never changed';
create index on deployment_word (deployment);

create or replace view facts.deployment as
  select id, service, environment, standing, finished_at at time zone 'UTC' as finished_at, commit, failed, confidence,
    nullif(evidence, '') as evidence, lead_seconds, approval_seconds, recovery_seconds, rework, actor, version, link,
    started_at at time zone 'UTC' as started_at
  from judged_deployment
  where finished_at < facts.end_of_day()
  union all
  select * from (
    select distinct on (d.id) d.id, d.service, d.environment, d.standing, d.finished_at at time zone 'UTC' as finished_at,
      d.commit, d.failed, d.confidence, nullif(d.evidence, '') as evidence, d.lead_seconds, d.approval_seconds,
      d.recovery_seconds, d.rework, d.actor, d.version, d.link, d.started_at at time zone 'UTC' as started_at
    from told_collection c join fact_deployment d using (fact_set)
    where d.finished_at < facts.end_of_day() and not exists (select from judged_deployment)
    order by d.id, c.captured_at desc, c.source) told;

create or replace view facts.pipeline_run as
  select id, service, pipeline, outcome, finished_at at time zone 'UTC' as finished_at, commit, templated,
    opened_at at time zone 'UTC' as opened_at, reverted_by, lead_seconds
  from judged_pipeline_run
  where finished_at < facts.end_of_day()
  union all
  select * from (
    select distinct on (r.id) r.id, r.service, r.pipeline, r.outcome, r.finished_at at time zone 'UTC' as finished_at,
      r.commit, r.templated, r.opened_at at time zone 'UTC' as opened_at, r.reverted_by, r.lead_seconds
    from told_collection c join fact_pipeline_run r using (fact_set)
    where r.finished_at < facts.end_of_day() and not exists (select from judged_pipeline_run)
    order by r.id, c.captured_at desc, c.source) told;

-- Changes of which alerting systems tell.
create table change_made (
  source      text not null,
  id          text not null,
  at          timestamptz not null,
  received_at timestamptz not null,
  summary     text not null,
  actor       text,
  link        text,
  primary key (source, id)
);
create index on change_made (at);

alter table incident add column merged_into text;
comment on column incident.merged_into is 'the incident that it turned out to be the same as';

-- An incident that turned out to be another one is not counted beside it.
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
  where coalesce(i.impact_started_at, i.declared_at) < facts.end_of_day() and i.merged_into is null;
