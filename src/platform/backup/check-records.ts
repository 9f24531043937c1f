import { createHash } from 'node:crypto';
import type { BackupEnd, BackupHead, BackupRecord } from './backup-records.ts';
import { unreadable } from './sealed-stream.ts';

/** Reads a backup to its end and compares every hash and count, without a database. Throws BACKUP_UNREADABLE. */
export async function checkRecords(_head: BackupHead, records: AsyncIterable<BackupRecord>): Promise<BackupEnd> {
  let tables = 0;
  let rows = 0;
  let hash = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  for await (const record of records) {
    if (record.kind === 'table') {
      hash = createHash('sha256');
      bytes = 0;
      lines = 0;
    } else if (record.kind === 'rows') {
      hash.update(record.rows);
      bytes += record.rows.length;
      for (let at = record.rows.indexOf(10); at >= 0; at = record.rows.indexOf(10, at + 1)) lines += 1;
    } else if (record.kind === 'table-end') {
      const { end } = record;
      if (end.rows !== lines || end.bytes !== bytes || end.sha256 !== hash.digest('hex'))
        throw unreadable('the rows of a table were changed');
      tables += 1;
      rows += end.rows;
    } else if (record.kind === 'end') {
      if (record.end.tables !== tables || record.end.rows !== rows) throw unreadable('its tables or rows are not as many as it says');
      return record.end;
    }
  }
  throw unreadable('it ends before its end');
}
