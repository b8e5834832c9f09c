-- openShards
select "position" from "study_shards" where "study_id" = $1 and "state" in ($2, $3) order by "position";

-- openShards, some
select "position" from "study_shards" where "study_id" = $1 and "state" in ($2, $3) order by "position" limit $4;

-- runningShards
select "study_shards"."study_id", "study_shards"."position", "study_shards"."rows_done" from "studies" inner join "study_shards" on "study_shards"."study_id" = "studies"."id" where "studies"."state" = $1 and "study_shards"."state" = $2;

-- runningStudies
select "id" from "studies" where "kind" = $1 and "state" in ($2, $3);

-- tellShardNews
select pg_notify($1, $2);

-- reportWorker
insert into "shard_workers" ("id", "name", "version", "state", "places", "busy", "shards_done", "rows_done", "rows_last_minute", "started_ms", "heartbeat_ms") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, (extract(epoch from clock_timestamp()) * 1000)::bigint, (extract(epoch from clock_timestamp()) * 1000)::bigint) on conflict ("id") do update set "name" = $10, "version" = $11, "state" = $12, "places" = $13, "busy" = $14, "shards_done" = $15, "rows_done" = $16, "rows_last_minute" = $17, "heartbeat_ms" = (extract(epoch from clock_timestamp()) * 1000)::bigint;

-- removeWorker
delete from "shard_workers" where "id" = $1;

-- listWorkers
delete from "shard_workers" where "heartbeat_ms" < (extract(epoch from clock_timestamp()) * 1000)::bigint - 3600000;
select *, (extract(epoch from clock_timestamp()) * 1000)::bigint - heartbeat_ms as "silent_ms" from "shard_workers" order by "name", "id";

-- manifest
select "id" from "studies" where "state" in ($1, $2) and "contents" like $3 limit $4;

-- local
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "content_hash" = $1 and "state" = $2 order by "created_ms", "data_sets"."id" limit $3;

-- module
select "id" from "studies" where "state" in ($1, $2) and "strategy" like $3 limit $4;

-- module of a worker
select "descriptor", encode(sha256(module), 'hex') as "sha256" from "strategy_versions" where "hash" = $1 and "kernel_sha256" = $2 order by "strategy_id" limit $3;
