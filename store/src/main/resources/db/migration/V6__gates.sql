-- Exceptions and the gates: who may fail what until when, what gates decided, and what people said of it.

alter table verdict drop constraint verdict_outcome_check;
alter table verdict add column exception text;
alter table verdict add column excepted_until timestamptz;
alter table verdict add constraint verdict_outcome_check
  check (outcome in ('pass', 'fail', 'not-evaluated', 'excepted'));
alter table verdict add constraint verdict_exception_check
  check ((outcome = 'excepted') = (exception is not null and excepted_until is not null));
create index on verdict_current (excepted_until) where excepted_until is not null;

-- Exceptions as they fared when the estate was judged last; what depends on the time is told when they are read.
create table exception_standing (
  id         text primary key,
  entered    boolean not null,
  present    boolean not null,
  document   jsonb not null,
  requester  text not null,
  approver   text not null,
  from_at    timestamptz,
  end_at     timestamptz not null,
  warn_at    timestamptz not null,
  state      text not null,
  used       bigint not null,
  note       text not null,
  first_seen timestamptz not null
);
comment on column exception_standing.entered is 'whether it was entered here rather than told by a collection';
comment on column exception_standing.present is 'whether it is still told';
comment on column exception_standing.state is 'as of the last judgement';

create table gate_decision (
  id            text primary key,
  gate          text not null,
  decided_at    timestamptz not null,
  outcome       text not null,
  subject       text not null,
  commit        text not null,
  reference     text not null,
  actor         text not null,
  policy_digest text not null,
  input_digest  text not null,
  took_us       bigint not null,
  bypass        text,
  blocking      text[] not null,
  document      text not null
);
comment on column gate_decision.blocking is 'guardrails by which it would have blocked';
create index on gate_decision (decided_at desc);

create table gate_feedback (
  decision  text not null,
  guardrail text not null,
  said_at   timestamptz not null,
  actor     text not null,
  reason    text not null,
  primary key (decision, guardrail, actor)
);

create or replace view facts.verdict as
  select v.resource as resource_id, v.guardrail, coalesce(g.title, v.guardrail) as title,
    case v.severity when 3 then 'critical' when 2 then 'high' when 1 then 'medium' else 'low' end as severity,
    v.outcome, array_to_string(v.messages, '; ') as message, v.since at time zone 'UTC' as since, v.exception
  from verdict v left join guardrail g on g.id = v.guardrail
  where v.valid_from < facts.end_of_day() and v.valid_to >= facts.end_of_day();

create view facts.exception as
  select id, requester, approver, from_at at time zone 'UTC' as from_at, end_at at time zone 'UTC' as end_at,
    first_seen at time zone 'UTC' as first_seen, state, used::integer as used, note
  from exception_standing
  where present and first_seen < facts.end_of_day();

create view facts.gate_decision as
  select id, gate, decided_at at time zone 'UTC' as decided_at, outcome, subject, nullif(commit, '') as commit,
    nullif(reference, '') as reference, actor, (took_us / 1000)::integer as took_ms, bypass,
    array_to_string(blocking, ' ') as blocking
  from gate_decision
  where decided_at < facts.end_of_day();

create view facts.gate_feedback as
  select decision, guardrail, said_at at time zone 'UTC' as said_at, actor, reason
  from gate_feedback
  where said_at < facts.end_of_day();
