-- Repositories of modules: whether they have tests, and have policies checked.

create table fact_module_repository (
  fact_set   bigint not null references fact_set,
  source     text not null,
  approved   boolean not null,
  folder     text not null,
  tests      integer not null,
  checks     integer not null,
  test_file  text,
  checked_by text,
  unknown    text,
  location   text not null
);
create index on fact_module_repository (fact_set);

create view facts.module_repository as
  select distinct on (r.source)
    r.source, r.approved, r.folder, r.tests, r.checks, r.test_file, r.checked_by, r.unknown, r.location
  from known_collection c join fact_module_repository r using (fact_set)
  order by r.source, r.unknown is not null, c.captured_at desc, c.source, r.location;
