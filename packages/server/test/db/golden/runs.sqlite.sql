-- insert
insert into "runs" ("fills", "liquidated", "total_return", "final_equity", "cagr", "sharpe", "sortino", "calmar", "volatility", "max_drawdown", "turnover", "fees", "funding", "win_rate", "profit_factor", "quoted_edge_bps", "ambiguous_fill_share", "error", "id", "owner_id", "job_id", "state", "shared", "starred", "label", "note", "symbol", "strategy", "strategy_label", "data_set_id", "mark_data_set_id", "funding_data_set_id", "from_ms", "to_ms", "config", "layer", "content_key", "result_key", "created_ms", "started_ms", "finished_ms") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- get
select * from "runs" where "id" = ?;

-- getVisible
select * from "runs" where "id" = ? and ("owner_id" = ? or "shared" = ?);

-- getVisibleOf
select * from "runs" where "id" in (?, ?) and ("owner_id" = ? or "shared" = ?);

-- findDone of one owner
select * from "runs" where "content_key" = ? and "state" = ? and "result_key" is not null and "owner_id" = ? order by "created_ms" desc limit ?;

-- findDone of anybody
select * from "runs" where "content_key" = ? and "state" = ? and "result_key" is not null order by "created_ms" desc limit ?;

-- patch
update "runs" set "label" = ?, "starred" = ? where "id" = ? and "owner_id" = ?;

-- patch nothing
select "id" from "runs" where "id" = ? and "owner_id" = ?;

-- setState
update "runs" set "state" = ?, "started_ms" = ?, "finished_ms" = ?, "error" = ? where "id" = ?;

-- setContentKey
update "runs" set "content_key" = ? where "id" = ?;

-- setJob
update "runs" set "job_id" = ? where "id" = ?;

-- setOutcome
update "runs" set "fills" = ?, "liquidated" = ?, "total_return" = ?, "final_equity" = ?, "cagr" = ?, "sharpe" = ?, "sortino" = ?, "calmar" = ?, "volatility" = ?, "max_drawdown" = ?, "turnover" = ?, "fees" = ?, "funding" = ?, "win_rate" = ?, "profit_factor" = ?, "quoted_edge_bps" = ?, "ambiguous_fill_share" = ?, "result_key" = ? where "id" = ?;

-- envelopeJobId
select "id" from "jobs" where "kind" = ? and "subject_id" = ? order by "created_ms" desc limit ?;

-- ownOf
select "id", "job_id", "state", "result_key" from "runs" where "id" in (?, ?) and "owner_id" = ?;

-- delete
delete from "runs" where "id" in (?, ?) and "owner_id" = ? returning "id", "job_id", "content_key", "result_key";

-- deleteUnused
delete from "jobs" where "id" in (?);
delete from "results" where "key" in (?) and not exists (select "id" from "runs" where "result_key" = "results"."key");
delete from "documents" where "kind" = ? and "about" in (?) and not exists (select "id" from "runs" where "content_key" = "documents"."about");

-- countByState
select "state", count(*) as "runs" from "runs" where "owner_id" = ? group by "state";
