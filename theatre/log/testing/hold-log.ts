/** A program that starts an embedded log in the folder it is given, says so, and waits to be killed. */
import { startEmbeddedLog } from '../embedded.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('a folder is wanted');
try {
  const { pid } = await startEmbeddedLog({ folder });
  console.log(`ready ${pid}`);
} catch (error) {
  console.log(`refused ${(error as Error).message}`);
  process.exit(1);
}
