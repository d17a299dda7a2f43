-- The evidence log: written once, never again.

create table evidence (
  index      bigint primary key,
  json       text not null,
  leaf_hash  text not null,
  checkpoint text not null
);
comment on column evidence.json is 'canonical JSON, whose UTF-8 bytes are what is hashed';
comment on column evidence.checkpoint is 'signed checkpoint of the log up to and including this entry';
alter table evidence alter column json set storage external; -- byte for byte as appended

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the evidence log is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

create trigger evidence_is_append_only before update or delete on evidence
  for each row execute function refuse_change();
create trigger evidence_is_never_emptied before truncate on evidence
  for each statement execute function refuse_change();
