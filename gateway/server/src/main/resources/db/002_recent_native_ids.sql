-- The newest native ids, in the order in which they came: an append to the end of a table, where an insert into
-- native_id would dirty a page of its own. They move there a few thousand at a time, sorted.
create table native_id_recent (
  id       integer primary key,
  hash     integer not null,
  envelope integer not null
) strict;
