/** A program that has the database file locked for as long as it lives: its argument is the file. Says so when it has. */
import Sqlite from 'better-sqlite3';

const db = new Sqlite(process.argv[2] ?? '', { fileMustExist: true, timeout: 10_000 });
db.exec('BEGIN EXCLUSIVE');
// Held on to: a connection that nobody refers to any more is closed, and its lock is gone.
setInterval(() => db.inTransaction, 1000);
process.send?.('locked');
process.on('disconnect', () => process.exit(0));
