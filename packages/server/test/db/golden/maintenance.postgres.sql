-- applyRetention
delete from "runs" where "id" in (select "id" from "runs" where "starred" = 0 and "label" = '' and "state" in ($1, $2, $3) and "finished_ms" < $4 order by "finished_ms" limit $5) returning "job_id", "content_key", "result_key";

-- deleteOrphans
delete from "results" where "key" in (select "key" from "results" where ("stored" = $1 or "created_ms" < $2) and not exists (select "id" from "runs" where "result_key" = "results"."key") limit $3);
delete from "documents" where "key" in (select "key" from "documents" where (not exists (select "id" from "runs" where "content_key" = "documents"."about") and not exists (select "id" from "data_sets" where "content_hash" = "documents"."about")) limit $1);
delete from "jobs" where "id" in (select "id" from "jobs" where "finished_ms" < $1 and (not exists (select "runs"."id" from "runs" where "job_id" = "jobs"."id") and not exists (select "runs"."id" from "runs" where "runs"."id" = "subject_id") and not exists (select "data_sets"."id" from "data_sets" where "job_id" = "jobs"."id")) limit $2);
