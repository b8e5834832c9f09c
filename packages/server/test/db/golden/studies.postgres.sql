-- list
select "id", "owner_id", "kind", "title", "starred", "state", "priority", "symbol", "strategy", "strategy_label", "data_set_id", "mark_data_set_id", "funding_data_set_id", "contents", "from_ms", "to_ms", "content_key", "rows_total", "rows_done", "rows_reused", "progress", "best", "error", "created_ms", "started_ms", "finished_ms" from "studies" where "owner_id" = $1 order by "created_ms" desc, "id" desc limit $2;

-- list, filtered
select "id", "owner_id", "kind", "title", "starred", "state", "priority", "symbol", "strategy", "strategy_label", "data_set_id", "mark_data_set_id", "funding_data_set_id", "contents", "from_ms", "to_ms", "content_key", "rows_total", "rows_done", "rows_reused", "progress", "best", "error", "created_ms", "started_ms", "finished_ms" from "studies" where "owner_id" = $1 and "kind" = $2 and "state" = $3 and "starred" = $4 and lower("title") like $5 escape '\' and ("created_ms", "id") < ($6, $7) order by "created_ms" desc, "id" desc limit $8;

-- get
select * from "studies" where "id" = $1;

-- findAlike
select "id", "state" from "studies" where "content_key" = $1 and "owner_id" = $2 and "state" in ($3, $4, $5) order by "created_ms" desc limit $6;

-- insert
insert into "studies" ("id", "owner_id", "kind", "title", "starred", "state", "priority", "symbol", "strategy", "strategy_label", "data_set_id", "mark_data_set_id", "funding_data_set_id", "contents", "from_ms", "to_ms", "request", "tried", "walked", "others", "config", "columns", "content_key", "rows_total", "rows_done", "rows_reused", "progress", "best", "error", "created_ms", "started_ms", "finished_ms", "document") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33);

-- insertShards
insert into "study_shards" ("study_id", "position", "first_row", "row_count", "rows_done", "rows_reused", "best", "state", "attempt", "job_id", "worker", "heartbeat_ms", "started_ms", "finished_ms", "error") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- update
update "studies" set "title" = $1, "starred" = $2 where "id" = $3;

-- updateFrom
update "studies" set "state" = $1 where "id" = $2 and "state" in ($3);

-- unfinished
select "id", "owner_id", "kind", "title", "starred", "state", "priority", "symbol", "strategy", "strategy_label", "data_set_id", "mark_data_set_id", "funding_data_set_id", "contents", "from_ms", "to_ms", "content_key", "rows_total", "rows_done", "rows_reused", "progress", "best", "error", "created_ms", "started_ms", "finished_ms" from "studies" where "state" in ($1, $2) order by "created_ms", "id";

-- sums
select "state", count(*) as "shards", sum("rows_done") as "done", sum("rows_reused") as "reused" from "study_shards" where "study_id" = $1 group by "state";

-- shards
select * from "study_shards" where "study_id" = $1 order by "position";

-- shards, some
select * from "study_shards" where "study_id" = $1 and "position" in ($2, $3) order by "position";

-- bests
select "best" from "study_shards" where "study_id" = $1 and "best" is not null;

-- reopenShards
update "study_shards" set "state" = $1, "worker" = $2, "error" = $3, "heartbeat_ms" = $4, "job_id" = $5 where "study_id" = $6 and "state" != $7;

-- clear
delete from "study_rows" where "study_id" = $1;
delete from "study_shards" where "study_id" = $1;

-- someOf
select "id" from "studies" where "owner_id" = $1 limit $2;

-- delete
delete from "studies" where "id" = $1;

-- retention
delete from "studies" where "id" in (select "id" from "studies" where "starred" = 0 and "title" = '' and "state" in ($1, $2, $3) and "finished_ms" < $4 order by "finished_ms" limit $5);

-- presentRows
select "row_index" from "study_rows" where "study_id" = $1 and "row_index" >= $2 and "row_index" < $3;

-- insertRows
insert into "study_rows" ("study_id", "row_index", "key", "shard", "outcome", "point", "cells", "problem", "rank_value", "returns", "written_ms") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11), ($12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) on conflict ("study_id", "row_index") do nothing returning "row_index";

-- copyKnownRows
select * from "study_rows" where "key" in ($1);

-- rows by number
select "row_index", "outcome", "point", "cells" from "study_rows" where "study_id" = $1 and "row_index" <= $2 order by "row_index" desc limit $3;

-- rows by a metric
select "row_index", "outcome", "point", "cells" from "study_rows" where "study_id" = $1 order by ("cells"::json ->> 3)::double precision is null, ("cells"::json ->> 3)::double precision desc, "row_index" limit $2 offset $3;

-- rows behind one
select "row_index", "outcome", "point", "cells", "problem", null as "returns" from "study_rows" where "study_id" = $1 and "row_index" > $2 order by "row_index" limit $3;

-- rows behind one, with returns
select "row_index", "outcome", "point", "cells", "problem", "returns" from "study_rows" where "study_id" = $1 and "row_index" > $2 order by "row_index" limit $3;

-- rowsSince
select "row_index", "outcome", "point", "cells", "written_ms" from "study_rows" where "study_id" = $1 and "row_index" >= $2 and "row_index" < $3 and "written_ms" >= $4 order by "row_index";

-- findRow
select "row_index", "outcome", "point", "cells" from "study_rows" where "study_id" = $1 and "row_index" = $2;

-- insertKept
insert into "study_kept" ("study_id", "key", "outcome", "cells", "problem", "returns") values ($1, $2, $3, $4, $5, $6) on conflict ("study_id", "key") do nothing;

-- keptRows
select * from "study_kept" where "study_id" = $1 and "key" > $2 order by "key" limit $3;

-- forgetKept
delete from "study_kept" where "study_id" = $1;

-- openJobsOf
select "id" from "jobs" where "subject_id" = $1 and "kind" = $2 and "state" in ($3, $4);

-- nextShards
select "study_shards"."position" from "study_shards" inner join "studies" on "studies"."id" = "study_shards"."study_id" left join "jobs" on "jobs"."id" = "study_shards"."job_id" and "jobs"."state" in ($1, $2) where "study_shards"."study_id" = $3 and "study_shards"."state" in ($4, $5) and "studies"."state" in ($6, $7) and "jobs"."id" is null order by "study_shards"."position" limit $8;

-- setShardJob
update "study_shards" set "job_id" = $1 where "study_id" = $2 and "position" = $3;

-- forgetJobs
delete from "jobs" where "subject_id" = $1 and "kind" = $2 and "state" in ($3, $4, $5);
