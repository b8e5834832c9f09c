-- insert
insert into "jobs" ("id", "kind", "lane", "owner_id", "priority", "state", "payload", "subject_id", "attempt", "worker_pid", "server_id", "heartbeat_ms", "progress", "error", "created_ms", "started_ms", "finished_ms") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17);

-- find
select * from "jobs" where "id" = $1;

-- unfinished
select "id" from "jobs" where "owner_id" = $1 and "state" in ($2, $3);

-- delete ended
delete from "jobs" where "owner_id" = $1 and "state" in ($2, $3, $4);

-- count all
select "state", count(*) as "count" from "jobs" where "state" in ($1, $2) group by "state";

-- count of a user
select "state", count(*) as "count" from "jobs" where "state" in ($1, $2) and "owner_id" = $3 group by "state";

-- waiting owners
select distinct "owner_id" from "jobs" where "state" = $1 and "lane" = $2 and "kind" in ($3, $4) order by "owner_id";

-- first waiting
select "id" from "jobs" where "state" = $1 and "lane" = $2 and "kind" in ($3, $4) and "owner_id" = $5 order by "priority" desc, "created_ms", "id" limit $6;

-- claim
update "jobs" set "state" = $1, "attempt" = "attempt" + $2, "server_id" = $3, "worker_pid" = $4, "heartbeat_ms" = $5, "started_ms" = $6, "progress" = $7 where "id" = $8 and "state" = $9 returning *;

-- end what waits
update "jobs" set "state" = $1, "error" = $2, "finished_ms" = $3, "worker_pid" = $4, "heartbeat_ms" = $5 where "id" = $6 and "state" = $7 returning *;

-- end what runs
update "jobs" set "state" = $1, "error" = $2, "finished_ms" = $3, "worker_pid" = $4, "heartbeat_ms" = $5 where "id" = $6 and "state" = $7 and "server_id" = $8 returning *;

-- requeue
update "jobs" set "state" = $1, "server_id" = $2, "worker_pid" = $3, "heartbeat_ms" = $4, "started_ms" = $5, "progress" = $6 where "id" = $7 and "state" = $8 and "server_id" = $9 returning *;

-- requeue of nobody
update "jobs" set "state" = $1, "server_id" = $2, "worker_pid" = $3, "heartbeat_ms" = $4, "started_ms" = $5, "progress" = $6 where "id" = $7 and "state" = $8 and "server_id" is null returning *;

-- running elsewhere
select "id", "server_id", "heartbeat_ms" from "jobs" where "state" = $1 and ("server_id" != $2 or "server_id" is null) order by "created_ms";

-- note worker
update "jobs" set "worker_pid" = $1 where "id" = $2 and "state" = $3;

-- note heartbeat
update "jobs" set "heartbeat_ms" = $1 where "state" = $2 and "server_id" = $3;
update "jobs" set "progress" = $1 where "id" = $2 and "state" = $3;
