-- insert
insert into "data_sets" ("id", "owner_id", "shared", "name", "kind", "market", "symbol", "interval_ms", "state", "origin", "folder", "files", "read_options", "facts", "content_hash", "bytes", "first_ms", "last_ms", "rows", "job_id", "error", "created_ms") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- update
update "data_sets" set "name" = ?, "shared" = ? where "id" = ?;

-- delete
delete from "data_sets" where "id" = ?;

-- get
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."id" = ?;

-- getVisible
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."id" = ? and ("data_sets"."owner_id" = ? or "data_sets"."shared" = ?);

-- list all
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where ("data_sets"."owner_id" = ? or "data_sets"."shared" = ?) order by "data_sets"."created_ms" desc, "data_sets"."id" desc limit ?;

-- list mine
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."owner_id" = ? order by "data_sets"."created_ms" desc, "data_sets"."id" desc limit ?;

-- list shared, filtered
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where ("data_sets"."shared" = ? and "data_sets"."owner_id" != ?) and "data_sets"."kind" = ? and "data_sets"."symbol" = ? and "data_sets"."state" = ? and (lower(data_sets.name) like ? escape '\' or lower(coalesce(data_sets.symbol, '')) like ? escape '\') and ("data_sets"."created_ms", "data_sets"."id") < (?, ?) order by "data_sets"."created_ms" desc, "data_sets"."id" desc limit ?;

-- bars
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where ("data_sets"."owner_id" = ? or "data_sets"."shared" = ?) and "data_sets"."state" = ? and "data_sets"."kind" in (?, ?) and "data_sets"."symbol" is not null order by "data_sets"."symbol", case when "data_sets"."owner_id" = ? then 0 else 1 end, "data_sets"."kind", coalesce("data_sets"."interval_ms", 0), "data_sets"."last_ms" desc, "data_sets"."id" limit ?;

-- bars of a symbol
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where ("data_sets"."owner_id" = ? or "data_sets"."shared" = ?) and "data_sets"."state" = ? and "data_sets"."kind" in (?, ?) and "data_sets"."symbol" is not null and "data_sets"."symbol" = ? and "data_sets"."market" = ? order by "data_sets"."symbol", case when "data_sets"."owner_id" = ? then 0 else 1 end, "data_sets"."kind", coalesce("data_sets"."interval_ms", 0), "data_sets"."last_ms" desc, "data_sets"."id" limit ?;

-- download
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."owner_id" = ? and "data_sets"."origin" = ? and "data_sets"."market" = ? and "data_sets"."symbol" = ? and "data_sets"."kind" = ? and "data_sets"."interval_ms" = ? order by "data_sets"."created_ms" desc;

-- download without interval
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."owner_id" = ? and "data_sets"."origin" = ? and "data_sets"."market" = ? and "data_sets"."symbol" = ? and "data_sets"."kind" = ? and "data_sets"."interval_ms" is null order by "data_sets"."created_ms" desc;

-- preparing
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."state" = ?;

-- awaited
select "subject_id" from "jobs" where "kind" = ? and "state" in (?, ?);

-- folders
select "folder" from "data_sets";

-- ownedBy
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."owner_id" = ?;

-- ownedBytes
select sum("bytes") as "bytes" from "data_sets" where "owner_id" = ?;

-- hasTwin
select "id" from "data_sets" where "content_hash" = ? and "id" != ?;

-- job get
select * from "jobs" where "owner_id" = ? and "kind" in (?, ?, ?) and "id" = ?;

-- job list
select * from "jobs" where "owner_id" = ? and "kind" in (?, ?, ?) order by "created_ms" desc, "id" desc limit ?;

-- job list, filtered
select * from "jobs" where "owner_id" = ? and "kind" in (?, ?, ?) and "kind" = ? and "state" = ? and ("created_ms", "id") < (?, ?) order by "created_ms" desc, "id" desc limit ?;

-- qualityOf
select * from "jobs" where "owner_id" = ? and "kind" in (?, ?, ?) and "kind" = ? and "subject_id" = ? order by "created_ms" desc limit ?;
