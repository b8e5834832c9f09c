/** A server's start as far as the database goes, in a process of its own. */
import { connectDatabase } from "../../src/db/database.js";
import { migrateToLatest } from "../../src/db/migrate.js";

const { url, file }: { url: string | null; file: string } = JSON.parse(process.argv[2] ?? "");
const { db, dialect } = connectDatabase({
  url,
  file,
  onConnectionError: (error) => console.error(error),
});
process.stdout.write(JSON.stringify(await migrateToLatest(db, dialect)));
await db.destroy();
