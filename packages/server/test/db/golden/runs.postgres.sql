-- insert
insert into "runs" ("fills", "liquidated", "total_return", "final_equity", "cagr", "sharpe", "sortino", "calmar", "volatility", "max_drawdown", "turnover", "fees", "funding", "win_rate", "profit_factor", "quoted_edge_bps", "ambiguous_fill_share", "error", "id", "owner_id", "job_id", "state", "shared", "starred", "label", "note", "symbol", "strategy", "strategy_label", "data_set_id", "mark_data_set_id", "funding_data_set_id", "from_ms", "to_ms", "config", "layer", "content_key", "result_key", "created_ms", "started_ms", "finished_ms") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41);

-- get
select * from "runs" where "id" = $1;

-- getVisible
select * from "runs" where "id" = $1 and ("owner_id" = $2 or "shared" = $3);

-- getVisibleOf
select * from "runs" where "id" in ($1, $2) and ("owner_id" = $3 or "shared" = $4);

-- findDone of one owner
select * from "runs" where "content_key" = $1 and "state" = $2 and "result_key" is not null and "owner_id" = $3 order by "created_ms" desc limit $4;

-- findDone of anybody
select * from "runs" where "content_key" = $1 and "state" = $2 and "result_key" is not null order by "created_ms" desc limit $3;

-- patch
update "runs" set "label" = $1, "starred" = $2 where "id" = $3 and "owner_id" = $4;

-- patch nothing
select "id" from "runs" where "id" = $1 and "owner_id" = $2;

-- setState
update "runs" set "state" = $1, "started_ms" = $2, "finished_ms" = $3, "error" = $4 where "id" = $5;

-- setContentKey
update "runs" set "content_key" = $1 where "id" = $2;

-- setJob
update "runs" set "job_id" = $1 where "id" = $2;

-- setOutcome
update "runs" set "fills" = $1, "liquidated" = $2, "total_return" = $3, "final_equity" = $4, "cagr" = $5, "sharpe" = $6, "sortino" = $7, "calmar" = $8, "volatility" = $9, "max_drawdown" = $10, "turnover" = $11, "fees" = $12, "funding" = $13, "win_rate" = $14, "profit_factor" = $15, "quoted_edge_bps" = $16, "ambiguous_fill_share" = $17, "result_key" = $18 where "id" = $19;

-- envelopeJobId
select "id" from "jobs" where "kind" = $1 and "subject_id" = $2 order by "created_ms" desc limit $3;

-- ownOf
select "id", "job_id", "state", "result_key" from "runs" where "id" in ($1, $2) and "owner_id" = $3;

-- delete
delete from "runs" where "id" in ($1, $2) and "owner_id" = $3 returning "id", "job_id", "content_key", "result_key";

-- deleteUnused
delete from "jobs" where "id" in ($1);
delete from "results" where "key" in ($1) and not exists (select "id" from "runs" where "result_key" = "results"."key");
delete from "documents" where "kind" = $1 and "about" in ($2) and not exists (select "id" from "runs" where "content_key" = "documents"."about");

-- countByState
select "state", count(*) as "runs" from "runs" where "owner_id" = $1 group by "state";
