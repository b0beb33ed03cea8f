-- Native ids that are new wait in memory, and are written a few thousand at a time. Until then they follow from the
-- rows of their envelopes and deliveries: those of envelopes up to this number are in native_id.
create table native_id_mark (
  id       integer primary key check (id = 1),
  envelope integer not null
) strict;
insert into native_id_mark select 1, coalesce(max(seq), 0) from envelope;

insert or ignore into native_id
  select
    max(
      coalesce((select max(part) + 1 from native_part), 1),
      coalesce((select max(part) from native_id), 1)),
    hash,
    envelope
  from native_id_recent;
drop table native_id_recent;
