-- put
insert into "results" ("key", "result", "series", "result_hash", "trades", "equity_rows", "stored", "created_ms") values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict ("key") do update set "result" = $9, "series" = $10, "result_hash" = $11, "trades" = $12, "equity_rows" = $13, "stored" = $14, "created_ms" = $15;
delete from "result_chunks" where "result_key" = $1;
insert into "result_chunks" ("result_key", "part", "position", "first_row", "rows", "first_ms", "last_ms", "sha256", "bytes") values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
insert into "result_chunks" ("result_key", "part", "position", "first_row", "rows", "first_ms", "last_ms", "sha256", "bytes") values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- prepare
insert into "results" ("key", "result", "series", "result_hash", "trades", "equity_rows", "stored", "created_ms") values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict ("key") do nothing;
select "result_hash" from "results" where "key" = $1;

-- deletePending
delete from "results" where "stored" = $1;

-- head
select "key", "result_hash", "trades", "equity_rows", "created_ms" from "results" where "key" = $1 and "stored" = $2;

-- get
select * from "results" where "key" = $1 and "stored" = $2;

-- result
select "result" from "results" where "key" = $1 and "stored" = $2;

-- chunkHeads
select "result_key", "part", "position", "first_row", "rows", "first_ms", "last_ms", "sha256" from "result_chunks" where "result_key" = $1 and "part" = $2 order by "position";

-- chunks of a range
select * from "result_chunks" where "result_key" = $1 and "part" = $2 and "first_row" + "rows" > $3 and "first_row" < $4 and "last_ms" >= $5 and "first_ms" < $6 order by "position";

-- chunk
select * from "result_chunks" where "result_key" = $1 and "part" = $2 and "position" = $3 order by "position";

-- document
select * from "documents" where "key" = $1;

-- putDocument
insert into "documents" ("key", "kind", "about", "document", "created_ms") values ($1, $2, $3, $4, $5) on conflict ("key") do update set "kind" = $6, "about" = $7, "document" = $8, "created_ms" = $9;

-- deleteDocumentsAbout
delete from "documents" where "about" = $1;
