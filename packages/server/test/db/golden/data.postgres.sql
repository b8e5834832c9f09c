-- insert
insert into "data_sets" ("id", "owner_id", "shared", "name", "kind", "market", "symbol", "interval_ms", "state", "origin", "folder", "files", "read_options", "facts", "content_hash", "bytes", "first_ms", "last_ms", "rows", "job_id", "error", "created_ms") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22);

-- update
update "data_sets" set "name" = $1, "shared" = $2 where "id" = $3;

-- delete
delete from "data_sets" where "id" = $1;

-- get
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."id" = $1;

-- getVisible
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."id" = $1 and ("data_sets"."owner_id" = $2 or "data_sets"."shared" = $3);

-- list all
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where ("data_sets"."owner_id" = $1 or "data_sets"."shared" = $2) order by "data_sets"."created_ms" desc, "data_sets"."id" desc limit $3;

-- list mine
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."owner_id" = $1 order by "data_sets"."created_ms" desc, "data_sets"."id" desc limit $2;

-- list shared, filtered
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where ("data_sets"."shared" = $1 and "data_sets"."owner_id" != $2) and "data_sets"."kind" = $3 and "data_sets"."symbol" = $4 and "data_sets"."state" = $5 and (lower(data_sets.name) like $6 escape '\' or lower(coalesce(data_sets.symbol, '')) like $7 escape '\') and ("data_sets"."created_ms", "data_sets"."id") < ($8, $9) order by "data_sets"."created_ms" desc, "data_sets"."id" desc limit $10;

-- bars
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where ("data_sets"."owner_id" = $1 or "data_sets"."shared" = $2) and "data_sets"."state" = $3 and "data_sets"."kind" in ($4, $5) and "data_sets"."symbol" is not null order by "data_sets"."symbol", case when "data_sets"."owner_id" = $6 then 0 else 1 end, "data_sets"."kind", coalesce("data_sets"."interval_ms", 0), "data_sets"."last_ms" desc, "data_sets"."id" limit $7;

-- bars of a symbol
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where ("data_sets"."owner_id" = $1 or "data_sets"."shared" = $2) and "data_sets"."state" = $3 and "data_sets"."kind" in ($4, $5) and "data_sets"."symbol" is not null and "data_sets"."symbol" = $6 and "data_sets"."market" = $7 order by "data_sets"."symbol", case when "data_sets"."owner_id" = $8 then 0 else 1 end, "data_sets"."kind", coalesce("data_sets"."interval_ms", 0), "data_sets"."last_ms" desc, "data_sets"."id" limit $9;

-- download
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."owner_id" = $1 and "data_sets"."origin" = $2 and "data_sets"."market" = $3 and "data_sets"."symbol" = $4 and "data_sets"."kind" = $5 and "data_sets"."interval_ms" = $6 order by "data_sets"."created_ms" desc;

-- download without interval
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."owner_id" = $1 and "data_sets"."origin" = $2 and "data_sets"."market" = $3 and "data_sets"."symbol" = $4 and "data_sets"."kind" = $5 and "data_sets"."interval_ms" is null order by "data_sets"."created_ms" desc;

-- preparing
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."state" = $1;

-- awaited
select "subject_id" from "jobs" where "kind" = $1 and "state" in ($2, $3);

-- folders
select "folder" from "data_sets";

-- ownedBy
select "data_sets".*, "users"."name" as "owner_name" from "data_sets" inner join "users" on "users"."id" = "data_sets"."owner_id" where "data_sets"."owner_id" = $1;

-- ownedBytes
select sum("bytes") as "bytes" from "data_sets" where "owner_id" = $1;

-- hasTwin
select "id" from "data_sets" where "content_hash" = $1 and "id" != $2;

-- job get
select * from "jobs" where "owner_id" = $1 and "kind" in ($2, $3, $4) and "id" = $5;

-- job list
select * from "jobs" where "owner_id" = $1 and "kind" in ($2, $3, $4) order by "created_ms" desc, "id" desc limit $5;

-- job list, filtered
select * from "jobs" where "owner_id" = $1 and "kind" in ($2, $3, $4) and "kind" = $5 and "state" = $6 and ("created_ms", "id") < ($7, $8) order by "created_ms" desc, "id" desc limit $9;

-- qualityOf
select * from "jobs" where "owner_id" = $1 and "kind" in ($2, $3, $4) and "kind" = $5 and "subject_id" = $6 order by "created_ms" desc limit $7;
