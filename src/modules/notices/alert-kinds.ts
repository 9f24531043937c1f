/** What an alert's words may be filled with: counts, days, names of ours. Never a buyer's data. */
export type AlertDetails = Readonly<Record<string, string | number | null>>;

export type Severity = 'critical' | 'warning' | 'info';

/** Times in `details` are ISO 8601 instants; `say` turns them into the reader's own words for them. */
type Words = { details: AlertDetails; time: (iso: string | number | null | undefined) => string };

export type AlertKind = {
  severity: Severity;
  /** What this kind is about, for the page of choices. */
  name: string;
  title: (words: Words) => string;
  /** What it means, and what to do. */
  text: (words: Words) => string;
  /** The page that fixes it. */
  page: (details: AlertDetails) => string;
};

const number = (value: string | number | null | undefined): number => Number(value ?? 0);
const counted = (n: string | number | null | undefined, one: string, many: string): string =>
  `${number(n)} ${number(n) === 1 ? one : many}`;
const order = (details: AlertDetails): string => `/orders/${details.accountId ?? ''}/${details.orderId ?? ''}`;
const said = (text: string | number | null | undefined): string => (text === null || text === undefined || text === '' ? '' : ` (${text})`);

const errands: Readonly<Record<string, string>> = {
  manifest: 'a manifest',
  pickup: 'a pickup',
  pickup_cancel: 'to call a pickup off',
  slot: 'a slot',
  slot_change: 'another slot',
};

/**
 * Every kind of alert there is. A module that has something to tell adds its line here and calls `openAlert` where the
 * cause comes and `resolveAlert` where it goes, in the same transaction.
 */
export const alertKinds = {
  'order.ship-by': {
    severity: 'critical',
    name: 'Orders must leave soon and are not confirmed',
    title: ({ details, time }) => `${counted(details.orders, 'order', 'orders')} to confirm by ${time(details.shipBy)}`,
    text: () =>
      'Amazon expects these orders to be shipped and confirmed by then; each later one counts as late. Ship and confirm them, or cancel what cannot leave.',
    page: (details) => `/orders?tab=unshipped&account=${details.accountId}`,
  },
  'order.cancel-requested': {
    severity: 'critical',
    name: 'A buyer asks to cancel an order',
    title: ({ details }) => `The buyer asks to cancel ${details.orderId}`,
    text: () => 'Do not ship it. Cancel the order with the reason that the buyer asked for: it then counts for no metric.',
    page: order,
  },
  'write.rejected': {
    severity: 'critical',
    name: 'Amazon refused a confirmation, an edit or a cancellation',
    title: ({ details }) => `The ${details.what} of ${details.orderId} was refused`,
    text: ({ details }) =>
      `It is not done at Amazon${said(details.code)}. Open the order to see Amazon's words, put right what they name and send it again, or take it back.`,
    page: order,
  },
  'write.unverified': {
    severity: 'warning',
    name: 'Amazon does not show a change for long',
    title: ({ details }) => `Amazon does not show the ${details.what} of ${details.orderId} yet`,
    text: () =>
      'Amazon took it more than an hour ago and still does not show it when it is read back. The desk goes on looking. Check the order in Seller Central; it may be sent again from the order.',
    page: order,
  },
  'label.refused': {
    severity: 'critical',
    name: 'A label was refused',
    title: ({ details }) => `No label for ${details.orderId}: ${details.carrier} refused it`,
    text: ({ details }) =>
      `Nothing was bought${said(details.code)}, and nothing was charged. Open the order to see why, then ask for rates again or take another service.`,
    page: order,
  },
  'label.unsure': {
    severity: 'warning',
    name: 'It is not clear whether a label was bought',
    title: ({ details }) => `Was the label of ${details.orderId} bought?`,
    text: ({ details }) =>
      `The answer of ${details.carrier} was lost and the carrier has not said yet what became of it. The desk goes on looking and buys no second one. Wait, or look in the carrier’s own pages.`,
    page: order,
  },
  'label.refund-rejected': {
    severity: 'warning',
    name: 'A carrier does not give the money of a label back',
    title: ({ details }) => `${details.carrier} keeps the money of a label of ${details.orderId}`,
    text: ({ details }) =>
      `The label still counts as bought${said(details.code)}. It may have been used, or its time is over; take it up with the carrier, or use the label.`,
    page: order,
  },
  'label.number-unused': {
    severity: 'critical',
    name: 'Amazon shows a parcel under the number of a label that was given back',
    title: ({ details }) => `${details.orderId} is shown as shipped, but its label was given back`,
    text: () =>
      'The buyer sees a number under which nothing moves, and Amazon counts the parcel as not tracked. Buy another label on the page of the order: it takes the place of the old one, and Amazon is told its number. Where it left some other way, edit the package there.',
    page: order,
  },
  'pick.short': {
    severity: 'warning',
    name: 'Units of an order could not be found',
    title: ({ details }) => `${counted(details.units, 'unit is', 'units are')} missing for ${details.orderId}`,
    text: ({ details }) =>
      `No bin had them in ${details.wave}. Look again once units have come, or choose what becomes of the order: wait, ship from elsewhere, ship what is there, or cancel.`,
    page: (details) => `/waves/${details.waveId}?rest=${details.orderId}`,
  },
  'account.refused': {
    severity: 'critical',
    name: 'Amazon does not accept the credentials of an account',
    title: () => 'Amazon does not accept the credentials',
    text: () => 'Nothing comes in and nothing goes out for this account. Authorise the application anew and enter the new refresh token.',
    page: () => '/accounts',
  },
  'sync.behind': {
    severity: 'warning',
    name: 'Synchronisation is behind',
    title: ({ details, time }) => (details.since === null ? 'No order has come in yet' : `Orders are as of ${time(details.since)}`),
    text: ({ details }) =>
      `Changes at Amazon since then are not here yet${said(details.error)}. Look at Sync: it says what keeps it. It goes on by itself when Amazon answers.`,
    page: () => '/sync',
  },
  'sync.quarantine': {
    severity: 'warning',
    name: 'An answer of Amazon could not be understood',
    title: ({ details }) => `${counted(details.answers, 'answer', 'answers')} of Amazon could not be understood`,
    text: () => 'The orders in them may be missing or old here. They are kept: read the reasons on Sync and replay them after an update.',
    page: () => '/sync',
  },
  'quota.throttled': {
    severity: 'info',
    name: 'Amazon holds an operation back',
    title: ({ details }) => `Amazon holds ${details.operation} back`,
    text: ({ details, time }) =>
      `Amazon answered that the quota is used up, which another program with the same account may have done. The desk asks again at ${time(details.until)}.`,
    page: () => '/sync',
  },
  'ledger.gap': {
    severity: 'warning',
    name: 'An order that Amazon knows is missing here',
    title: ({ details }) => `${counted(details.orders, 'order', 'orders')} missing on ${details.day}`,
    text: () =>
      'A source of Amazon shows orders that another one left out. They are being fetched; the page Completeness shows how far that is.',
    page: () => '/ledger',
  },
  'ledger.overdue': {
    severity: 'warning',
    name: 'A day cannot be closed',
    title: ({ details }) => `${details.day} is not proven complete`,
    text: () => 'The sources of Amazon do not agree about this day or have not been read. The page Completeness says what it waits for.',
    page: () => '/ledger',
  },
  'webhook.stopped': {
    severity: 'warning',
    name: 'A webhook was stopped',
    title: ({ details }) => `The webhook ${details.name} was stopped`,
    text: () =>
      'Its address took nothing for three days. Put the receiver right and switch the webhook on again; what it missed stands in its log and can be sent anew.',
    page: () => '/webhooks',
  },
  'notification.poison': {
    severity: 'warning',
    name: 'Messages of Amazon’s queue could not be understood',
    title: ({ details }) => `${counted(details.messages, 'message', 'messages')} of the queue could not be understood`,
    text: () => 'They are kept aside and nothing else waits for them. Sync shows them with their reasons.',
    page: () => '/sync',
  },
  'work.stuck': {
    severity: 'warning',
    name: 'Work of the desk fails again and again',
    title: ({ details }) => `“${details.work}” fails again and again`,
    text: ({ details }) =>
      `It failed ${number(details.failures)} times in a row${said(details.error)} and is tried again every few minutes. The page Health says more.`,
    page: () => '/health',
  },
  'desk.disk': {
    severity: 'critical',
    name: 'The disk of the desk is nearly full',
    title: ({ details }) => `${details.free} left on the disk of the desk`,
    text: () => 'When it is full, nothing more can be stored. Free space or give the desk a larger disk.',
    page: () => '/health',
  },
  'desk.backup': {
    severity: 'warning',
    name: 'The last backup is old',
    title: ({ details, time }) => (details.since === null ? 'There is no backup yet' : `The last backup is of ${time(details.since)}`),
    text: () => 'If this machine is lost now, everything since then is lost. Run a backup, and look why the planned one did not run.',
    page: () => '/health',
  },
  'desk.mail': {
    severity: 'warning',
    name: 'Mail cannot be sent',
    title: ({ details }) => `${counted(details.waiting, 'mail', 'mails')} cannot be sent`,
    text: ({ details }) =>
      `The mail server does not take them${said(details.error)}. They are kept and tried again. Check the SMTP settings and the server.`,
    page: () => '/health',
  },
  'parcel.no-scan': {
    severity: 'warning',
    name: 'Parcels that their carrier has not scanned',
    title: ({ details }) => `${counted(details.parcels, 'parcel', 'parcels')} of ${details.carrier} without a first scan`,
    text: ({ details }) =>
      `They were to leave on ${details.day}. Amazon counts a parcel as tracked only with a scan: look whether they still stand here, and ask the carrier.`,
    page: (details) => `/parcels?exception=no_scan&account=${details.accountId}`,
  },
  'parcel.late': {
    severity: 'warning',
    name: 'Parcels that arrive late',
    title: ({ details }) => `${counted(details.parcels, 'parcel', 'parcels')} of ${details.carrier} will be late`,
    text: ({ details }) =>
      `They were promised for ${details.day}. Tell the buyers before they ask; labels with protection are claimed with the carrier.`,
    page: (details) => `/parcels?exception=late&account=${details.accountId}`,
  },
  'parcel.lost': {
    severity: 'warning',
    name: 'A parcel is lost',
    title: ({ details }) => `The parcel of ${details.orderId} is lost or silent`,
    text: ({ details }) =>
      `${details.carrier} ${details.tracking}. Ask the carrier for a search, then refund or replace it; keep the evidence for a claim.`,
    page: order,
  },
  'parcel.returned': {
    severity: 'warning',
    name: 'A parcel comes back',
    title: ({ details }) => `The parcel of ${details.orderId} comes back`,
    text: ({ details }) =>
      `${details.carrier} ${details.tracking}. Look why it was not delivered, refund the buyer and put the goods back when they are here.`,
    page: order,
  },
  'parcel.address': {
    severity: 'critical',
    name: 'A carrier cannot use an address',
    title: ({ details }) => `The address of ${details.orderId} is not usable for its carrier`,
    text: ({ details }) =>
      `${details.carrier} ${details.tracking}. Ask the buyer through Amazon for the missing part and tell the carrier; in a few days it comes back.`,
    page: order,
  },
  'parcel.problem': {
    severity: 'warning',
    name: 'A parcel could not be delivered',
    title: ({ details }) => `The parcel of ${details.orderId} could not be delivered`,
    text: ({ details }) =>
      `${details.carrier} ${details.tracking}. The carrier’s words stand on the order; call it before it sends the parcel back.`,
    page: order,
  },
  'handover.refused': {
    severity: 'critical',
    name: 'A carrier refused a manifest, a pickup or a slot',
    title: ({ details }) => `${details.carrier} refused ${errands[details.what ?? ''] ?? 'an errand'}`,
    text: ({ details }) =>
      `It was not done${said(details.code)}. The page Hand over shows the carrier’s words: put right what they name and ask again, or make the list yourself.`,
    page: (details) => (details.orderId ? order(details) : '/handover'),
  },
  'handover.unsure': {
    severity: 'warning',
    name: 'Nobody knows whether a manifest, a pickup or a slot was made',
    title: ({ details }) => `${details.carrier} does not say whether ${errands[details.what ?? ''] ?? 'an errand'} was made`,
    text: () =>
      'The answer was lost and it is not sent again by itself. Ask the carrier, then say on the page Hand over what became of it.',
    page: (details) => (details.orderId ? order(details) : '/handover'),
  },
} as const satisfies Record<string, AlertKind>;

export type AlertKindName = keyof typeof alertKinds;

export const alertKindNames = Object.keys(alertKinds) as AlertKindName[];

export const isAlertKind = (text: string): text is AlertKindName => Object.hasOwn(alertKinds, text);
