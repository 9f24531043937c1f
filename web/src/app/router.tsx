import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect, retainSearchParams } from '@tanstack/react-router';
import { z } from 'zod';
import { orderSorts, orderTabs } from '#src/modules/search/contract.ts';
import { bands } from '#src/modules/today/contract.ts';
import { parcelFilter, parcelState } from '#src/modules/tracking/contract.ts';
import { SkeletonLines } from '../components/skeleton.tsx';
import { sessionQuery } from '../features/accounts/session.ts';
import { ledgerPeriods } from '../features/completeness/ledger-period.ts';
import { parallelPeriods } from '../features/parallel/parallel-queries.ts';
import { stockShows } from '../features/stock/stock-queries.ts';
import { todayOnly } from '../features/today/today-queries.ts';
import { NotFound, PageProblem } from './page-problem.tsx';
import { queryClient } from './query-client.ts';
import { parseSearch, printSearch } from './search-params.ts';
import { Shell } from './shell.tsx';

const text = z.string().optional().catch(undefined);

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: PageProblem,
  validateSearch: z.object({ account: text }),
  search: { middlewares: [retainSearchParams(['account'])] },
  loader: () => queryClient.ensureQueryData(sessionQuery),
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async () => {
    const { accounts } = await queryClient.ensureQueryData(sessionQuery);
    throw redirect({ to: accounts.length === 0 ? '/connect' : '/today' });
  },
});

/** The whole state of the grid; `open` is the order in the side panel, `view` the saved view it started from. */
const gridSearch = z.object({
  tab: z.enum(orderTabs).optional().catch(undefined),
  q: text,
  sort: z.enum(orderSorts).optional().catch(undefined),
  view: text,
  open: text,
});

const ordersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders',
  validateSearch: gridSearch,
  component: lazyRouteComponent(() => import('../features/orders/orders-page.tsx'), 'OrdersPage'),
});

const orderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$accountId/$orderId',
  component: lazyRouteComponent(() => import('../features/orders/order-page.tsx'), 'OrderPage'),
});

const outboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/outbox',
  validateSearch: z.object({ state: z.enum(['open', 'rejected']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/writes/outbox-page.tsx'), 'OutboxPage'),
});

const batchesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/batches',
  component: lazyRouteComponent(() => import('../features/batches/batches-page.tsx'), 'BatchesPage'),
});

const batchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/batches/$batchId',
  component: lazyRouteComponent(() => import('../features/batches/batch-page.tsx'), 'BatchPage'),
});

const wavesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/waves',
  component: lazyRouteComponent(() => import('../features/picking/waves-page.tsx'), 'WavesPage'),
});

const waveRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/waves/$waveId',
  // `rest`: the order of which a part cannot be fetched, and what can be done about it.
  validateSearch: z.object({ rest: text }),
  component: lazyRouteComponent(() => import('../features/picking/wave-page.tsx'), 'WavePage'),
});

const pickRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/pick',
  validateSearch: z.object({ wave: text }),
  component: lazyRouteComponent(() => import('../features/picking/pick-page.tsx'), 'PickPage'),
});

const stockRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stock',
  validateSearch: z.object({ q: text, show: z.enum(stockShows).optional().catch(undefined), location: text }),
  component: lazyRouteComponent(() => import('../features/stock/stock-page.tsx'), 'StockPage'),
});

const stockExceptionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stock/exceptions',
  component: lazyRouteComponent(() => import('../features/stock/exceptions-page.tsx'), 'ExceptionsPage'),
});

const stockOffersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stock/offers',
  validateSearch: z.object({
    q: text,
    channel: z.enum(['FBM', 'FBA']).optional().catch(undefined),
    mapped: z.literal('no').optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../features/stock/offers-page.tsx'), 'OffersPage'),
});

const productRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stock/$productId',
  component: lazyRouteComponent(() => import('../features/stock/product-page.tsx'), 'ProductPage'),
});

const shelvesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/shelves',
  component: lazyRouteComponent(() => import('../features/stock/shelves-page.tsx'), 'ShelvesPage'),
});

const todayRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/today',
  validateSearch: z.object({
    location: text,
    band: z.enum(bands).optional().catch(undefined),
    carrier: text,
    only: z.enum(todayOnly).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../features/today/today-page.tsx'), 'TodayPage'),
});

const calendarRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/calendar',
  component: lazyRouteComponent(() => import('../features/calendar/calendar-page.tsx'), 'CalendarPage'),
});

const packRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/pack',
  staticData: { fullScreen: true },
  component: lazyRouteComponent(() => import('../features/packing/pack-page.tsx'), 'PackPage'),
});

const packCommandsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/pack/commands',
  staticData: { fullScreen: true },
  component: lazyRouteComponent(() => import('../features/packing/command-sheet.tsx'), 'CommandSheet'),
});

const boxesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/boxes',
  component: lazyRouteComponent(() => import('../features/packing/boxes/boxes-page.tsx'), 'BoxesPage'),
});

const syncRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sync',
  component: lazyRouteComponent(() => import('../features/sync/sync-page.tsx'), 'SyncPage'),
});

const notificationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notifications',
  component: lazyRouteComponent(() => import('../features/notifications/notifications-page.tsx'), 'NotificationsPage'),
});

const ledgerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/ledger',
  validateSearch: z.object({ days: z.enum(ledgerPeriods).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/completeness/ledger-page.tsx'), 'LedgerPage'),
});

const parallelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/parallel',
  validateSearch: z.object({ days: z.enum(parallelPeriods).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/parallel/parallel-page.tsx'), 'ParallelPage'),
});

/** `tab` and `q` are the filter of the grid that the question comes from. */
const whereRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/where',
  validateSearch: z.object({ text, tab: z.enum(orderTabs).optional().catch(undefined), q: text }),
  component: lazyRouteComponent(() => import('../features/completeness/where-page.tsx'), 'WherePage'),
});

const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/import',
  component: lazyRouteComponent(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
});

const personalRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/personal-data',
  component: lazyRouteComponent(() => import('../features/people/personal-data-page.tsx'), 'PersonalDataPage'),
});

const complianceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compliance',
  component: lazyRouteComponent(() => import('../features/privacy/compliance-page.tsx'), 'CompliancePage'),
});

const privacyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/privacy',
  component: lazyRouteComponent(() => import('../features/privacy/privacy-page.tsx'), 'PrivacyPage'),
});

const accountsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accounts',
  component: lazyRouteComponent(() => import('../features/accounts/accounts-page.tsx'), 'AccountsPage'),
});

const connectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connect',
  component: lazyRouteComponent(() => import('../features/accounts/connect-page.tsx'), 'ConnectPage'),
});

const carriersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/carriers',
  component: lazyRouteComponent(() => import('../features/carriers/carriers-page.tsx'), 'CarriersPage'),
});

const webhooksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../features/programs/webhooks-page.tsx'), 'WebhooksPage'),
});

const alertsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/alerts',
  validateSearch: z.object({ state: z.enum(['open', 'resolved']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/notices/alerts-page.tsx'), 'AlertsPage'),
});

const choicesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/alerts/choices',
  component: lazyRouteComponent(() => import('../features/notices/choices-page.tsx'), 'ChoicesPage'),
});

const healthRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/health',
  component: lazyRouteComponent(() => import('../features/notices/health-page.tsx'), 'HealthPage'),
});

const peopleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people',
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
});

const reviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/access-review',
  component: lazyRouteComponent(() => import('../features/people/review-page.tsx'), 'ReviewPage'),
});

const keysRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys',
  component: lazyRouteComponent(() => import('../features/people/keys-page.tsx'), 'KeysPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  validateSearch: z.object({ text, action: text }),
  component: lazyRouteComponent(() => import('../features/people/audit-page.tsx'), 'AuditPage'),
});

const meRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/me',
  component: lazyRouteComponent(() => import('../features/people/me-page.tsx'), 'MePage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/people/settings-page.tsx'), 'SettingsPage'),
});

const handoverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/handover',
  component: lazyRouteComponent(() => import('../features/handover/handover-page.tsx'), 'HandoverPage'),
});

const vanRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/handover/$vanId',
  component: lazyRouteComponent(() => import('../features/handover/van-page.tsx'), 'VanPage'),
});

/** `open` is the parcel in the dialog: its account and number here. */
const parcelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/parcels',
  validateSearch: z.object({
    state: parcelState.optional().catch(undefined),
    exception: parcelFilter.shape.exception.catch(undefined),
    carrier: text,
    text,
    open: text,
  }),
  component: lazyRouteComponent(() => import('../features/parcels/parcels-page.tsx'), 'ParcelsPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    ordersRoute,
    orderRoute,
    outboxRoute,
    batchesRoute,
    batchRoute,
    wavesRoute,
    waveRoute,
    pickRoute,
    handoverRoute,
    vanRoute,
    parcelsRoute,
    stockRoute,
    stockExceptionsRoute,
    stockOffersRoute,
    productRoute,
    shelvesRoute,
    todayRoute,
    calendarRoute,
    packRoute,
    packCommandsRoute,
    boxesRoute,
    syncRoute,
    notificationsRoute,
    ledgerRoute,
    parallelRoute,
    whereRoute,
    importRoute,
    personalRoute,
    complianceRoute,
    privacyRoute,
    accountsRoute,
    connectRoute,
    carriersRoute,
    webhooksRoute,
    alertsRoute,
    choicesRoute,
    healthRoute,
    peopleRoute,
    reviewRoute,
    keysRoute,
    auditRoute,
    meRoute,
    settingsRoute,
  ]),
  parseSearch,
  stringifySearch: printSearch,
  defaultPreload: 'intent',
  defaultPendingComponent: SkeletonLines,
  defaultErrorComponent: PageProblem,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** The page has the whole window: no rail, no bar, no keys but its own. */
    fullScreen?: true;
  }
}
