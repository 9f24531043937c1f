import type { Db } from './db.ts';

/** How this connection to the database travels: through a socket or loopback of this machine, or over a network with or without TLS. */
export async function databaseLink(db: Db): Promise<'socket' | 'loopback' | 'tls' | 'plain'> {
  const [row] = await db.query<{ address: string | null; ssl: boolean | null }>({
    text: 'SELECT host(inet_server_addr()) AS address, (SELECT s.ssl FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid()) AS ssl',
  });
  if (!row || row.address === null) return 'socket';
  if (/^127\.|^::1$/.test(row.address)) return 'loopback';
  return row.ssl ? 'tls' : 'plain';
}
