-- insert
insert into "jobs" ("id", "kind", "lane", "owner_id", "priority", "state", "payload", "subject_id", "attempt", "worker_pid", "server_id", "heartbeat_ms", "progress", "error", "created_ms", "started_ms", "finished_ms") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- find
select * from "jobs" where "id" = ?;

-- unfinished
select "id" from "jobs" where "owner_id" = ? and "state" in (?, ?);

-- delete ended
delete from "jobs" where "owner_id" = ? and "state" in (?, ?, ?);

-- count all
select "state", count(*) as "count" from "jobs" where "state" in (?, ?) group by "state";

-- count of a user
select "state", count(*) as "count" from "jobs" where "state" in (?, ?) and "owner_id" = ? group by "state";

-- waiting owners
select distinct "owner_id" from "jobs" where "state" = ? and "lane" = ? and "kind" in (?, ?) order by "owner_id";

-- first waiting
select "id" from "jobs" where "state" = ? and "lane" = ? and "kind" in (?, ?) and "owner_id" = ? order by "priority" desc, "created_ms", "id" limit ?;

-- claim
update "jobs" set "state" = ?, "attempt" = "attempt" + ?, "server_id" = ?, "worker_pid" = ?, "heartbeat_ms" = ?, "started_ms" = ?, "progress" = ? where "id" = ? and "state" = ? returning *;

-- end what waits
update "jobs" set "state" = ?, "error" = ?, "finished_ms" = ?, "worker_pid" = ?, "heartbeat_ms" = ? where "id" = ? and "state" = ? returning *;

-- end what runs
update "jobs" set "state" = ?, "error" = ?, "finished_ms" = ?, "worker_pid" = ?, "heartbeat_ms" = ? where "id" = ? and "state" = ? and "server_id" = ? returning *;

-- requeue
update "jobs" set "state" = ?, "server_id" = ?, "worker_pid" = ?, "heartbeat_ms" = ?, "started_ms" = ?, "progress" = ? where "id" = ? and "state" = ? and "server_id" = ? returning *;

-- requeue of nobody
update "jobs" set "state" = ?, "server_id" = ?, "worker_pid" = ?, "heartbeat_ms" = ?, "started_ms" = ?, "progress" = ? where "id" = ? and "state" = ? and "server_id" is null returning *;

-- running elsewhere
select "id", "server_id", "heartbeat_ms" from "jobs" where "state" = ? and ("server_id" != ? or "server_id" is null) order by "created_ms";

-- note worker
update "jobs" set "worker_pid" = ? where "id" = ? and "state" = ?;

-- note heartbeat
update "jobs" set "heartbeat_ms" = ? where "state" = ? and "server_id" = ?;
update "jobs" set "progress" = ? where "id" = ? and "state" = ?;
