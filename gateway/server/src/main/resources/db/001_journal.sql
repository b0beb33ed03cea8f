-- The journal's first schema. Times are milliseconds since 1970. Blobs named body, ids and failure are
-- UTF-8 JSON: in a shell, cast(body as text).

-- Where a series of deliveries goes, in order; see Destination.lane.
create table lane (
  id      integer primary key,
  name    text not null unique,
  network text not null,
  target  text not null
) strict;

-- Rooms that messages were written in, so that the index below stays narrow.
create table room (
  id      integer primary key,
  address text not null unique
) strict;

create table envelope (
  seq      integer primary key,
  id       blob not null unique,
  accepted integer not null,
  room     integer,               -- only for messages in a room
  body     blob not null
) strict;
create index envelope_room on envelope (room) where room is not null;

-- Finds the envelopes that may have a native id, by a hash of its value. The ids themselves are in
-- envelope.body and delivery.ids; what is random and inserted at every message must be narrow. Ids
-- go into the newest part; see IdParts.
create table native_id (
  part     integer not null,
  hash     integer not null,
  envelope integer not null,
  primary key (part, hash, envelope)
) without rowid, strict;

-- The parts that take no more ids, with what tells whether a hash may be in them.
create table native_part (
  part          integer primary key,
  last_envelope integer not null,  -- the newest there was when it was closed
  filter        blob not null
) strict;

-- id = envelope.seq * 1024 + position: so that the deliveries of an envelope need no index.
create table delivery (
  id       integer primary key,
  lane     integer not null,
  state    integer not null,      -- 0 pending, 1 delivered, 2 dead
  attempts integer not null,
  due      integer not null,
  done     integer not null,      -- when delivered or given up; until then anything
  ids      blob not null,         -- the native ids it got; blanks until then
  failure  blob                   -- the last one
) strict;
create index delivery_pending on delivery (lane) where state = 0;
create index delivery_dead on delivery (done) where state = 2;

-- Only what does not follow from envelope and delivery.
create table trace (
  id       integer primary key,
  envelope integer not null,
  at       integer not null,
  step     text not null,
  network  text,
  detail   text not null
) strict;
create index trace_envelope on trace (envelope);

create table state (
  network text not null,
  key     text not null,
  value   text not null,
  primary key (network, key)
) without rowid, strict;
