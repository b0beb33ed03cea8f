-- The indices that a message would have to write to, and mostly to take back from, learn of it later, together with
-- thousands of others. Up to this envelope they know everything; of later ones, the rows themselves are looked at.
create table indexed (
  id       integer primary key check (id = 1),
  envelope integer not null
) strict;
insert into indexed select 1, coalesce(max(seq), 0) from envelope;

-- Native ids that are new wait in memory. They follow from envelope.body and delivery.ids.
insert or ignore into native_id
  select
    max(
      coalesce((select max(part) + 1 from native_part), 1),
      coalesce((select max(part) from native_id), 1)),
    hash,
    envelope
  from native_id_recent;
drop table native_id_recent;

-- delivery.state is: 0 pending and not in the index yet, 1 delivered, 2 dead, 3 pending and in the index. Rows go from
-- 0 to 1 without changing their size.
drop index delivery_pending;
update delivery set state = 3 where state = 0;
create index delivery_pending on delivery (lane) where state = 3;

create view pending as
  select id, lane, attempts, due, done, failure from delivery indexed by delivery_pending where state = 3
  union all
  select id, lane, attempts, due, done, failure from delivery
    where id >= (select envelope + 1 from indexed) << 10 and state = 0;
