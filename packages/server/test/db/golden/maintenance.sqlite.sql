-- applyRetention
delete from "runs" where "id" in (select "id" from "runs" where "starred" = 0 and "label" = '' and "state" in (?, ?, ?) and "finished_ms" < ? order by "finished_ms" limit ?) returning "job_id", "content_key", "result_key";

-- deleteOrphans
delete from "results" where "key" in (select "key" from "results" where ("stored" = ? or "created_ms" < ?) and not exists (select "id" from "runs" where "result_key" = "results"."key") limit ?);
delete from "documents" where "key" in (select "key" from "documents" where (not exists (select "id" from "runs" where "content_key" = "documents"."about") and not exists (select "id" from "data_sets" where "content_hash" = "documents"."about")) limit ?);
delete from "jobs" where "id" in (select "id" from "jobs" where "finished_ms" < ? and (not exists (select "runs"."id" from "runs" where "job_id" = "jobs"."id") and not exists (select "runs"."id" from "runs" where "runs"."id" = "subject_id") and not exists (select "data_sets"."id" from "data_sets" where "job_id" = "jobs"."id")) limit ?);
