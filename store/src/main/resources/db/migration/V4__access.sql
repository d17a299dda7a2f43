-- Who may enter. Secrets are not here, only what proves them: hashes.

create table administrator (
  name          text not null,
  password_hash text not null,
  created_at    timestamptz not null
);
create unique index on administrator (lower(name));

create table session (
  hash          text primary key,
  administrator text not null,
  created_at    timestamptz not null,
  expires_at    timestamptz not null
);

create table token (
  id           text primary key,
  name         text not null,
  hash         text not null unique,
  created_by   text not null,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz
);

create table link (
  hash       text primary key,
  expires_at timestamptz not null
);
