/** Where the database is, as the driver takes it. `user` owns the schema; the desk itself works as `waybill_desk`. */
export type Connection = { url: string } | { host: string; port: number; user: string; password?: string; database: string };

export const driverOptions = (connection: Connection) => ('url' in connection ? { connectionString: connection.url } : connection);
