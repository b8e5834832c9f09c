-- put
insert into "results" ("key", "result", "series", "result_hash", "trades", "equity_rows", "stored", "created_ms") values (?, ?, ?, ?, ?, ?, ?, ?) on conflict ("key") do update set "result" = ?, "series" = ?, "result_hash" = ?, "trades" = ?, "equity_rows" = ?, "stored" = ?, "created_ms" = ?;
delete from "result_chunks" where "result_key" = ?;
insert into "result_chunks" ("result_key", "part", "position", "first_row", "rows", "first_ms", "last_ms", "sha256", "bytes") values (?, ?, ?, ?, ?, ?, ?, ?, ?);
insert into "result_chunks" ("result_key", "part", "position", "first_row", "rows", "first_ms", "last_ms", "sha256", "bytes") values (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- prepare
insert into "results" ("key", "result", "series", "result_hash", "trades", "equity_rows", "stored", "created_ms") values (?, ?, ?, ?, ?, ?, ?, ?) on conflict ("key") do nothing;
select "result_hash" from "results" where "key" = ?;

-- deletePending
delete from "results" where "stored" = ?;

-- head
select "key", "result_hash", "trades", "equity_rows", "created_ms" from "results" where "key" = ? and "stored" = ?;

-- get
select * from "results" where "key" = ? and "stored" = ?;

-- result
select "result" from "results" where "key" = ? and "stored" = ?;

-- chunkHeads
select "result_key", "part", "position", "first_row", "rows", "first_ms", "last_ms", "sha256" from "result_chunks" where "result_key" = ? and "part" = ? order by "position";

-- chunks of a range
select * from "result_chunks" where "result_key" = ? and "part" = ? and "first_row" + "rows" > ? and "first_row" < ? and "last_ms" >= ? and "first_ms" < ? order by "position";

-- chunk
select * from "result_chunks" where "result_key" = ? and "part" = ? and "position" = ? order by "position";

-- document
select * from "documents" where "key" = ?;

-- putDocument
insert into "documents" ("key", "kind", "about", "document", "created_ms") values (?, ?, ?, ?, ?) on conflict ("key") do update set "kind" = ?, "about" = ?, "document" = ?, "created_ms" = ?;

-- deleteDocumentsAbout
delete from "documents" where "about" = ?;
