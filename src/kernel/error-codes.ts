/**
 * Every error code of Waybill: its HTTP status, whose fault it is, and what to do.
 * `docs/errors.md` is printed from this table and a test compares the two.
 *
 * fault: `caller` asked for something impossible (shown, logged as info); `outside` is Amazon, a carrier or the
 * network (retried, logged as warning); `ours` is a defect or a broken installation (logged as error).
 */
export type Fault = 'caller' | 'outside' | 'ours';
export type ErrorEntry = { status: number; fault: Fault; title: string; remedy: string };

const entry = (status: number, fault: Fault, title: string, remedy: string): ErrorEntry => ({ status, fault, title, remedy });

export const errorCodes = {
  INVALID_INPUT: entry(400, 'caller', 'The request is not valid', 'Correct the named fields and send it again.'),
  INVALID_CONFIG: entry(500, 'ours', 'The configuration is not valid', 'Correct the named environment variables and start again.'),
  INVALID_FILTER: entry(400, 'caller', 'The filter is not valid', 'Correct the named part of the filter; docs/search.md lists every key.'),
  INVALID_CURSOR: entry(400, 'caller', 'The page cursor is not valid', 'Start again from the first page.'),
  INVALID_MONEY: entry(
    400,
    'caller',
    'An amount is not a decimal number',
    'Send the amount as a decimal text such as "12.50" with a three-letter currency.',
  ),
  INVALID_QUANTITY: entry(400, 'caller', 'A quantity is not a whole number', 'Send a whole number of zero or more.'),
  UNAUTHENTICATED: entry(401, 'caller', 'Nobody is signed in', 'Sign in, or send a key in the header Authorization: Bearer.'),
  SIGN_IN_FAILED: entry(401, 'caller', 'Signing in failed', 'Try again; the owner of this desk can make a link for a new password.'),
  SIGN_IN_LOCKED: entry(429, 'caller', 'Signing in is locked', 'Wait for the time named in the detail, or ask the owner for a link.'),
  LINK_GONE: entry(
    410,
    'caller',
    'The link is of no more use',
    'Ask the owner of this desk for a new one; an empty desk prints one at its start.',
  ),
  PASSWORD_REFUSED: entry(400, 'caller', 'The password is not good enough', 'Choose another one: the detail says what it lacks.'),
  FORBIDDEN: entry(403, 'caller', 'Not allowed', 'Ask the owner of this desk for the named permission.'),
  FOREIGN_ORIGIN: entry(403, 'caller', 'The request comes from another site', 'Open the desk at the address that it printed at its start.'),
  NOT_FOUND: entry(404, 'caller', 'Not found', 'Check the address or the id.'),
  CONFLICT: entry(409, 'caller', 'The state has changed meanwhile', 'Load it again and repeat if it still applies.'),
  NOT_ALLOWED_NOW: entry(409, 'caller', 'Not possible in the present state', 'The detail says what is possible instead.'),
  READ_ONLY: entry(
    409,
    'caller',
    'Nothing may go to Amazon: read-only',
    'Switch the read-only mode of the account off on the Accounts page, or start the desk without WAYBILL_READ_ONLY.',
  ),
  CARRIER_UNAVAILABLE: entry(503, 'outside', 'A carrier does not answer', 'Nothing was bought; it is tried again by itself.'),
  CARRIER_UNAUTHORISED: entry(502, 'outside', 'A carrier refuses the key', 'Set a new key in the settings of labels.'),
  CARRIER_REFUSED: entry(
    502,
    'outside',
    'A carrier refused the question',
    'Check parcel and addresses; the code in the detail is the carrier’s own.',
  ),
  PRINTER_UNREACHABLE: entry(
    502,
    'outside',
    'The label printer does not answer',
    'See that it is on, in this network, and takes ZPL at the named port.',
  ),
  TOO_LARGE: entry(413, 'caller', 'The upload is too large', 'Split the file.'),
  UNSUPPORTED_MEDIA: entry(415, 'caller', 'The content type is not supported', 'Send one of the types named in the API description.'),
  RATE_LIMITED: entry(429, 'caller', 'Too many requests', 'Wait for the time named in Retry-After.'),
  INTERNAL: entry(500, 'ours', 'Something broke in Waybill', 'Look for the error id in the log and report it.'),
  DATABASE_UNAVAILABLE: entry(503, 'ours', 'The database does not answer', 'See docs/running.md, "The database".'),
  DATABASE_TOO_OLD: entry(500, 'ours', 'The PostgreSQL server is too old', 'Use PostgreSQL 15 or newer.'),
  DATABASE_TOO_NEW: entry(
    500,
    'ours',
    'The database was migrated by a newer Waybill',
    'Start the newer version, or restore a backup that was made before the upgrade.',
  ),
  DATABASE_FULL: entry(
    503,
    'ours',
    'The disk of the database is full',
    'Free space on that disk; Waybill goes on by itself. Nothing that was answered with success is lost.',
  ),
  DATABASE_ROLE: entry(
    500,
    'ours',
    'The database role cannot be set up',
    'Give the user of DATABASE_URL the right CREATEROLE, or create the role as the message says.',
  ),
  DATABASE_NO_BINARIES: entry(500, 'ours', 'No PostgreSQL binaries for this machine', 'Set DATABASE_URL to a PostgreSQL 15 or newer.'),
  DATABASE_IN_USE: entry(
    500,
    'ours',
    'Another desk uses this data folder',
    'Stop the process named in the message, or set WAYBILL_DATA_DIR to another folder.',
  ),
  MIGRATION_FAILED: entry(500, 'ours', 'A migration failed', 'Nothing of it was kept. Report it with the message.'),
  MASTER_KEY: entry(
    500,
    'ours',
    'The master key is missing or wrong',
    'Restore the key file or WAYBILL_MASTER_KEY; without it personal data cannot be read.',
  ),
  BACKUP_UNREADABLE: entry(
    400,
    'caller',
    'The backup cannot be read',
    'Check that it is the whole file and that the passphrase is the one it was made with.',
  ),
  BACKUP_FAILED: entry(
    500,
    'ours',
    'The backup was not made',
    'No unfinished file was kept. Correct what the message names and run it again.',
  ),
  RUNS_AS_ROOT: entry(
    500,
    'ours',
    'Waybill does not run as root',
    'Start it as a user of its own; docs/running.md, "A user of its own", says how.',
  ),
  KEY_COMMAND: entry(
    503,
    'ours',
    'The key command failed',
    'Run the command of WAYBILL_KEY_COMMAND by hand as docs/privacy.md shows; without it the keys of the desk cannot be opened.',
  ),
  ORDER_NOT_FOUND: entry(404, 'caller', 'No such order', 'Check the order id and the account.'),
  ACCOUNT_NOT_FOUND: entry(404, 'caller', 'No such account', 'List the accounts with: npm run waybill -- accounts'),
  FILE_UNREADABLE: entry(
    400,
    'caller',
    'The file cannot be read as an order file',
    'Download it again from Seller Central, or save the sheet as tab- or comma-separated text.',
  ),
  AMAZON_REFUSED: entry(502, 'outside', 'Amazon refused the request', 'The detail holds the words of Amazon.'),
  AMAZON_THROTTLED: entry(503, 'outside', 'The quota of Amazon is used up', 'Waybill repeats it by itself when there is quota again.'),
  AMAZON_UNAVAILABLE: entry(503, 'outside', 'Amazon does not answer', 'Waybill repeats it by itself.'),
  AMAZON_UNAUTHORISED: entry(
    502,
    'outside',
    'Amazon does not accept the credentials',
    'Check client id, client secret and refresh token on the Connect page.',
  ),
  AMAZON_ANSWER: entry(
    502,
    'outside',
    'An answer of Amazon cannot be understood',
    'It is kept in quarantine and can be replayed after an update.',
  ),
  QUEUE_REFUSED: entry(
    502,
    'outside',
    'The queue refuses the keys',
    'Check the address, the keys and their policy; docs/notifications.md says what they must allow.',
  ),
  QUEUE_UNAVAILABLE: entry(503, 'outside', 'The queue does not answer', 'Waybill repeats it by itself; until then it polls.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCodes;
