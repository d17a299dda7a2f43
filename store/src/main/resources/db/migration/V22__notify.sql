-- What people and systems are told: notices, their messages to targets, and pages that are followed until somebody answers.

create table notify_notice (
  key     text primary key,
  kind    text not null,
  subject text not null,
  body    jsonb not null,
  told_at timestamptz not null
);
comment on table notify_notice is 'what happened; of one key there is one';
create index on notify_notice (told_at);

create table notify_message (
  number     bigint generated always as identity primary key,
  notice     text not null references notify_notice,
  target     text not null,
  ordinal    integer not null,
  person     text,
  run        text,
  lane       text not null,
  urgency    integer not null,
  circle     text not null,
  digest     boolean not null,
  due_at     timestamptz not null,
  expires_at timestamptz not null,
  state      text not null,
  next_at    timestamptz not null,
  entries    integer not null,
  receipt    text not null default '',
  changed_at timestamptz not null,
  unique (notice, target, ordinal)
);
comment on column notify_message.urgency is '0 page, 1 prompt, 2 low';
comment on column notify_message.next_at is 'when it may be sent, while it waits';
create index on notify_message (target, urgency, number) where state = 'waiting';
create index on notify_message (run) where run is not null;
create index on notify_message (target, lane, number) where state = 'sent';
create index on notify_message (state, number);
create index on notify_message (changed_at) where state <> 'waiting';

create table notify_entry (
  message bigint not null references notify_message on delete cascade,
  number  integer not null,
  at      timestamptz not null,
  actor   text not null,
  kind    text not null,
  body    jsonb not null,
  primary key (message, number)
);
comment on table notify_entry is 'what happened to a message; rows are added, and go with their message';
create function notify_entry_stays() returns trigger language plpgsql as
  $$ begin raise exception 'what happened to a message is not changed'; end $$;
create trigger notify_entry_stays before update on notify_entry
  for each row execute function notify_entry_stays();

create table notify_target (
  id            text primary key,
  lease         text,
  leased_until  timestamptz,
  rests_until   timestamptz,
  failures      integer not null default 0,
  failing_since timestamptz,
  last_sent_at  timestamptz,
  problem       text not null default ''
);
comment on table notify_target is 'how messages to a target arrive, and who sends them just now';

create table notify_run (
  id         text primary key,
  subject    text not null,
  state      text not null,
  about      jsonb not null,
  begun_at   timestamptz not null,
  changed_at timestamptz not null,
  entries    integer not null
);
create index on notify_run (begun_at) where state = 'running';
create index on notify_run (changed_at);

create table notify_run_entry (
  run    text not null references notify_run on delete cascade,
  number integer not null,
  at     timestamptz not null,
  actor  text not null,
  kind   text not null,
  body   jsonb not null,
  primary key (run, number)
);
comment on table notify_run_entry is 'what happened while somebody was paged; rows are added and never changed';
create trigger notify_run_entry_stays before update on notify_run_entry
  for each row execute function notify_entry_stays();

create table notify_followed (
  what     text primary key,
  position bigint not null
);
comment on table notify_followed is 'how many entries of something were told where they had to be';

-- What happened before anybody could be told is not told now.
insert into notify_followed (what, position) select 'incident/' || id, entries from incident;
