/** One duty of Amazon's data protection policy in our words, how Waybill meets it, and what to answer Amazon's questionnaire. */
export type DutyWords = { title: string; asked: string; how: string; answer: string };

export const dutyWords = {
  retention: {
    title: 'Keep personal data no longer than 30 days after delivery',
    asked:
      'Names, addresses, phone numbers, e-mail addresses, gift messages and custom texts may be kept at most 30 days after delivery, longer only where a law demands it.',
    how: 'Each order has a day on which its personal data goes: 30 days after delivery; without a known delivery, after the latest delivery date promised; 30 days after a cancellation. A legal hold with ground and last day is the only thing that stops it.',
    answer:
      'Personally identifiable information is deleted automatically 30 days after delivery (or after the latest promised delivery date if no delivery is known; 30 days after cancellation). Longer retention is possible only through a recorded legal hold with ground, person and end date.',
  },
  erasure: {
    title: 'Deletion is complete and can be shown',
    asked: 'Deletion must reach every copy: raw answers, queues, exports, logs and files, and must not be recoverable.',
    how: 'Data is sealed with a key of its own per order, and the key goes with it. After each purge the desk looks for the values it took away in every text column of every table and in every file of its data folder, and keeps the result.',
    answer:
      'Each record is encrypted with its own data key, which is destroyed with the record (cryptographic erasure). After each deletion the system automatically searches all database columns and files for the deleted values and records the result. Backups are encrypted; in a restored backup whatever is past its day is purged as soon as it runs.',
  },
  atRest: {
    title: 'Encrypted at rest',
    asked: 'Personal data must be encrypted with AES-128 or stronger, with keys kept apart from the data.',
    how: 'Envelope encryption: a data key per order, wrapped by a versioned key of the desk, which is wrapped by a master key outside the database: a file, the environment, or a key management service through a command. Search uses keyed hashes.',
    answer:
      'All personally identifiable information is encrypted at rest with AES-256-GCM using envelope encryption (one data key per record). The keys are wrapped by a master key that is stored outside the database (or in a key management service). Search works on keyed hashes; no plain text is stored.',
  },
  keyAge: {
    title: 'Keys are changed',
    asked: 'Keys must be changed regularly, at least every 12 months, and at once when they may be known.',
    how: 'A rotation makes a new version and wraps every data key anew while the desk runs; versions are kept with who made them and when. A new master key is taken up at a start.',
    answer:
      'Encryption keys are versioned and rotated at least every 12 months without downtime; all data keys are re-wrapped under the new version. The rotation is logged with person and time.',
  },
  clientSecret: {
    title: 'Amazon’s client secret is changed',
    asked: 'The client secret of the connection with Amazon must be changed at least every 180 days, and secrets never stand in code.',
    how: 'Secrets stand sealed in the database; their age is watched from the day on which they were entered.',
    answer:
      'LWA client secrets are stored encrypted, are never part of source code or of anything sent to a browser, and are rotated at least every 180 days; the system warns two weeks before.',
  },
  inTransit: {
    title: 'Encrypted in transit',
    asked: 'All personal data must travel over TLS 1.2 or newer, inside your own network too.',
    how: 'Amazon is called over TLS only. The page answers other machines only behind a proxy with TLS; the connection to a database elsewhere is measured.',
    answer:
      'All connections that carry personally identifiable information use TLS 1.2 or newer: to Amazon, to browsers and to the database. Connections within one machine use local sockets.',
  },
  people: {
    title: 'Everybody has an account of their own and a second factor',
    asked: 'No shared accounts; multi-factor sign-in for all who can reach personal data; whoever leaves is shut out within 24 hours.',
    how: 'Accounts are personal, a role says what each may do, per account of Amazon; removing somebody ends all sessions and keys at once.',
    answer:
      'Every user has a unique account with multi-factor authentication. Access follows roles with least privilege. Access of leavers is removed within 24 hours; removal ends all sessions and API keys at once.',
  },
  passwords: {
    title: 'Passwords are strong and guessing is stopped',
    asked: 'At least 12 characters, none of the last ten, and a lock after ten wrong attempts.',
    how: 'Checked when a password is set and when somebody signs in; passwords are kept as slow hashes only.',
    answer:
      'Passwords have at least 12 characters, are checked against known leaked passwords and the last ten used, are stored only as salted slow hashes, and accounts lock after 10 failed attempts.',
  },
  review: {
    title: 'Who may do what is reviewed every quarter',
    asked: 'Access rights must be reviewed at least every three months.',
    how: 'The access review lists every person and key; each is kept or removed, and the decision is recorded.',
    answer:
      'Access rights of all users and API keys are reviewed at least quarterly; each review and each decision is recorded in the system.',
  },
  logs: {
    title: 'Logs tell who did what, and hold no personal data',
    asked: 'Security and access logs must be kept at least 12 months, be looked at every two weeks or by alert, and hold no personal data.',
    how: 'Each opening of personal data is on record with person, time and purpose; each change stands in a chain of hashes. Log lines hide personal fields at any depth; tests feed every field through every path.',
    answer:
      'All access to personally identifiable information and all security-relevant events are logged with user, time, source and purpose in an append-only, hash-chained log that is kept for at least 12 months. Logs contain no personally identifiable information. Alerts are raised automatically and logs are reviewed at least every two weeks.',
  },
  backups: {
    title: 'Backups are encrypted and tried',
    asked: 'Backups must be encrypted, kept at a second place, and restoring them must be tried.',
    how: 'A backup is encrypted before it is written and read back; a scheduled one is restored into a database of its own. The copy at a second place is yours.',
    answer:
      'Backups are encrypted with AES-256 before they are written, are verified automatically by restoring them, and are kept at a second location; deletions that are due are applied again when a backup is restored.',
  },
  requests: {
    title: 'A buyer’s wish to be forgotten is met',
    asked: 'Personal data must be deleted within 30 days of a request by Amazon or the buyer.',
    how: 'The page Privacy finds all orders of a buyer without storing the question, shows what can go now and what must wait, and erases it with a report.',
    answer:
      'Requests for deletion are carried out on the day they are handled: all orders of the person are found by keyed hash, erased immediately (open orders after fulfilment), and the result is recorded in a report.',
  },
  use: {
    title: 'Data serves the orders and nothing else',
    asked: 'No marketing, no sale, no pooling of the data of several sellers, no training of models with it.',
    how: 'Each account of Amazon is a world of its own, down to the rows of the database (row-level security). There is no telemetry.',
    answer:
      'Amazon data is used only to fulfil orders, for taxes and for legal duties. Data of different selling accounts is strictly separated by row-level security. No data is shared, sold, aggregated across sellers or used for training models.',
  },
  network: {
    title: 'Nothing unneeded can be reached',
    asked: 'Firewalls, separated networks, no database that is open to the internet.',
    how: 'The desk listens on this machine only unless you put a proxy in front; its own database listens on no network at all.',
    answer:
      'The application is reachable only through a TLS reverse proxy; the database is not reachable from public networks; firewalls deny all other inbound traffic.',
  },
  vulnerabilities: {
    title: 'Weak points are looked for and mended',
    asked: 'A scan every 30 days, a penetration test every year, critical findings mended within 7 days, high ones within 30.',
    how: 'Each release checks its packages, their licences and its own code, and looks for secrets. The machine below is yours.',
    answer:
      'Systems are scanned for vulnerabilities at least every 30 days and before each release, with an annual penetration test. Critical findings are fixed within 7 days, high ones within 30 days.',
  },
  incidents: {
    title: 'There is a plan for the bad day',
    asked: 'A written plan, reviewed every six months, and word to Amazon within 24 hours.',
    how: 'docs/privacy.md holds a plan to fill in; the log of reads says whose data was opened by whom.',
    answer:
      'We maintain an incident response plan with a named contact, review it every six months, and notify Amazon at security@amazon.com within 24 hours of detecting a security incident.',
  },
  otherData: {
    title: 'Other data goes when nothing needs it',
    asked: 'Data of Amazon that is not personal is kept at most 18 months unless a law demands more.',
    how: 'After the purge an order is numbers: ids, SKUs, money, dates. They stay as your books, for the time your tax law names.',
    answer: 'Non-personal order data is retained as part of our books for the period required by tax law; beyond that it is deleted.',
  },
} as const satisfies Record<string, DutyWords>;
