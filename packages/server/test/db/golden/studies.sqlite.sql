-- list
select "id", "owner_id", "kind", "title", "starred", "state", "priority", "symbol", "strategy", "strategy_label", "data_set_id", "mark_data_set_id", "funding_data_set_id", "contents", "from_ms", "to_ms", "content_key", "rows_total", "rows_done", "rows_reused", "progress", "best", "error", "created_ms", "started_ms", "finished_ms" from "studies" where "owner_id" = ? order by "created_ms" desc, "id" desc limit ?;

-- list, filtered
select "id", "owner_id", "kind", "title", "starred", "state", "priority", "symbol", "strategy", "strategy_label", "data_set_id", "mark_data_set_id", "funding_data_set_id", "contents", "from_ms", "to_ms", "content_key", "rows_total", "rows_done", "rows_reused", "progress", "best", "error", "created_ms", "started_ms", "finished_ms" from "studies" where "owner_id" = ? and "kind" = ? and "state" = ? and "starred" = ? and lower("title") like ? escape '\' and ("created_ms", "id") < (?, ?) order by "created_ms" desc, "id" desc limit ?;

-- get
select * from "studies" where "id" = ?;

-- findAlike
select "id", "state" from "studies" where "content_key" = ? and "owner_id" = ? and "state" in (?, ?, ?) order by "created_ms" desc limit ?;

-- insert
insert into "studies" ("id", "owner_id", "kind", "title", "starred", "state", "priority", "symbol", "strategy", "strategy_label", "data_set_id", "mark_data_set_id", "funding_data_set_id", "contents", "from_ms", "to_ms", "request", "tried", "walked", "others", "config", "columns", "content_key", "rows_total", "rows_done", "rows_reused", "progress", "best", "error", "created_ms", "started_ms", "finished_ms", "document") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- insertShards
insert into "study_shards" ("study_id", "position", "first_row", "row_count", "rows_done", "rows_reused", "best", "state", "attempt", "job_id", "worker", "heartbeat_ms", "started_ms", "finished_ms", "error") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- update
update "studies" set "title" = ?, "starred" = ? where "id" = ?;

-- updateFrom
update "studies" set "state" = ? where "id" = ? and "state" in (?);

-- unfinished
select "id", "owner_id", "kind", "title", "starred", "state", "priority", "symbol", "strategy", "strategy_label", "data_set_id", "mark_data_set_id", "funding_data_set_id", "contents", "from_ms", "to_ms", "content_key", "rows_total", "rows_done", "rows_reused", "progress", "best", "error", "created_ms", "started_ms", "finished_ms" from "studies" where "state" in (?, ?) order by "created_ms", "id";

-- sums
select "state", count(*) as "shards", sum("rows_done") as "done", sum("rows_reused") as "reused" from "study_shards" where "study_id" = ? group by "state";

-- shards
select * from "study_shards" where "study_id" = ? order by "position";

-- shards, some
select * from "study_shards" where "study_id" = ? and "position" in (?, ?) order by "position";

-- bests
select "best" from "study_shards" where "study_id" = ? and "best" is not null;

-- reopenShards
update "study_shards" set "state" = ?, "worker" = ?, "error" = ?, "heartbeat_ms" = ?, "job_id" = ? where "study_id" = ? and "state" != ?;

-- clear
delete from "study_rows" where "study_id" = ?;
delete from "study_shards" where "study_id" = ?;

-- someOf
select "id" from "studies" where "owner_id" = ? limit ?;

-- delete
delete from "studies" where "id" = ?;

-- retention
delete from "studies" where "id" in (select "id" from "studies" where "starred" = 0 and "title" = '' and "state" in (?, ?, ?) and "finished_ms" < ? order by "finished_ms" limit ?);

-- presentRows
select "row_index" from "study_rows" where "study_id" = ? and "row_index" >= ? and "row_index" < ?;

-- insertRows
insert into "study_rows" ("study_id", "row_index", "key", "shard", "outcome", "point", "cells", "problem", "rank_value", "returns", "written_ms") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict ("study_id", "row_index") do nothing returning "row_index";

-- copyKnownRows
select * from "study_rows" where "key" in (?);

-- rows by number
select "row_index", "outcome", "point", "cells" from "study_rows" where "study_id" = ? and "row_index" <= ? order by "row_index" desc limit ?;

-- rows by a metric
select "row_index", "outcome", "point", "cells" from "study_rows" where "study_id" = ? order by json_extract("cells", ?) is null, json_extract("cells", ?) desc, "row_index" limit ? offset ?;

-- rows behind one
select "row_index", "outcome", "point", "cells", "problem", null as "returns" from "study_rows" where "study_id" = ? and "row_index" > ? order by "row_index" limit ?;

-- rows behind one, with returns
select "row_index", "outcome", "point", "cells", "problem", "returns" from "study_rows" where "study_id" = ? and "row_index" > ? order by "row_index" limit ?;

-- rowsSince
select "row_index", "outcome", "point", "cells", "written_ms" from "study_rows" where "study_id" = ? and "row_index" >= ? and "row_index" < ? and "written_ms" >= ? order by "row_index";

-- findRow
select "row_index", "outcome", "point", "cells" from "study_rows" where "study_id" = ? and "row_index" = ?;

-- insertKept
insert into "study_kept" ("study_id", "key", "outcome", "cells", "problem", "returns") values (?, ?, ?, ?, ?, ?) on conflict ("study_id", "key") do nothing;

-- keptRows
select * from "study_kept" where "study_id" = ? and "key" > ? order by "key" limit ?;

-- forgetKept
delete from "study_kept" where "study_id" = ?;

-- openJobsOf
select "id" from "jobs" where "subject_id" = ? and "kind" = ? and "state" in (?, ?);

-- nextShards
select "study_shards"."position" from "study_shards" inner join "studies" on "studies"."id" = "study_shards"."study_id" left join "jobs" on "jobs"."id" = "study_shards"."job_id" and "jobs"."state" in (?, ?) where "study_shards"."study_id" = ? and "study_shards"."state" in (?, ?) and "studies"."state" in (?, ?) and "jobs"."id" is null order by "study_shards"."position" limit ?;

-- setShardJob
update "study_shards" set "job_id" = ? where "study_id" = ? and "position" = ?;

-- forgetJobs
delete from "jobs" where "subject_id" = ? and "kind" = ? and "state" in (?, ?, ?);
