/** Machinery of this desk, of no use elsewhere, or wholly secret. */
const tables = new Set(['account_credential', 'vault_order', 'key_version', 'due', 'quota_bucket', 'push_key', 'push_subscription']);

/** Keyed hashes of personal data, by which orders are found. */
const keyedHashes = new Set(['order_key']);

/**
 * By their names: a column of a table that comes later is left out rather than let out. Bytes are always sealed or hashes.
 * Personal data of buyers stands in the vault alone; what is asked for of it comes through its own door, which logs it.
 */
const secret =
  /(^|_)(sealed|secret|password|passphrase|token|tokens|otp|totp|hash|hashes|salt|signature|challenge|recovery|backup_codes|credential|credentials|wrapped|nonce|private|api_?key|auth|p256dh|endpoint)(_|$)/i;
const someones = /(^|_)(e_?mail|phone|ip|ip_address|user_agent|address)(_|$)/i;

export const isLeftOut = (table: string, column: string, type: string): boolean =>
  tables.has(table) || keyedHashes.has(table) || type === 'bytea' || secret.test(snake(column)) || someones.test(snake(column));

const snake = (name: string) => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
