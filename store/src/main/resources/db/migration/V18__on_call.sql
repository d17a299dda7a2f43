-- Who is on call: documents as they were written, and what was decided since, which is never changed.

create table on_call_document (
  name     text primary key,
  document jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null
);

create table on_call_entry (
  number   bigint generated always as identity primary key,
  at       timestamptz not null,
  actor    text not null,
  thing    text not null,
  settles  boolean not null,
  document jsonb not null
);
comment on column on_call_entry.thing is 'what the entry is about: an override, a swap or a feed';
comment on column on_call_entry.settles is 'whether the entry ends it; a thing begins once and ends at most once';
create unique index on on_call_entry (thing, settles);
