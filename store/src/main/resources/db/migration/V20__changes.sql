-- Changes: documents as they were written, what happened to each change, which is never changed, and who was told.

create table change_document (
  name     text primary key,
  document jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null,
  entered  boolean not null
);
comment on column change_document.entered is 'whether an administrator put it there: only they say who may agree to what';

create table change_record (
  id          text primary key,
  phase       text not null check (phase in ('open', 'running', 'ended', 'withdrawn')),
  title       text not null,
  services    text[] not null,
  authors     text[] not null,
  commit      text,
  reference   text not null,
  fact        text,
  proposed_at timestamptz not null,
  began_at    timestamptz,
  ended_at    timestamptz,
  outcome     text check (outcome in ('done', 'failed', 'rolled-back')),
  review_due  boolean not null,
  entries     integer not null
);
comment on table change_record is 'what the entries come to, for searching';
comment on column change_record.fact is 'the deployment or run that it is';
comment on column change_record.entries is 'how many entries it has: who writes says how many they know';
create index on change_record (proposed_at desc);
create index on change_record (phase, proposed_at desc);
create index on change_record (began_at) where ended_at is not null;
create unique index on change_record (fact) where fact is not null;

create table change_entry (
  change   text not null references change_record,
  number   integer not null,
  at       timestamptz not null,
  actor    text not null,
  document jsonb not null,
  primary key (change, number)
);

create table change_notice (
  id         text primary key,
  about      text not null,
  recipient  text not null,
  service    text not null,
  subject    text not null,
  words      text not null,
  written_at timestamptz not null
);
comment on column change_notice.about is 'the change or window';
create index on change_notice (about);
create index on change_notice (written_at desc);

create table change_feed (
  id      text primary key,
  hash    text not null unique,
  made_by text not null,
  made_at timestamptz not null
);
comment on column change_feed.hash is 'of the secret in its address; the secret itself is kept nowhere';
