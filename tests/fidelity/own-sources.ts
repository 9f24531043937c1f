import { z } from 'zod';
import { contractOf, instant, nothing, READ, type Row, WITH_BODY } from './own-contract.ts';

const report = z.strictObject({
  reportId: z.string(),
  reportType: z.string(),
  marketplaceIds: z.array(z.string()),
  dataStartTime: instant,
  dataEndTime: instant,
  reportScheduleId: z.string().optional(),
  createdTime: instant,
  processingStatus: z.enum(['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE']),
  processingStartTime: instant.optional(),
  processingEndTime: instant.optional(),
  reportDocumentId: z.string().optional(),
});
const schedule = z.strictObject({
  reportScheduleId: z.string(),
  reportType: z.string(),
  marketplaceIds: z.array(z.string()),
  reportOptions: z.record(z.string(), z.string()).optional(),
  period: z.string().regex(/^P/),
  nextReportCreationTime: instant,
});
const money = z.strictObject({ amount: z.string().regex(/^\d+(\.\d+)?$/), currencyCode: z.string().regex(/^[A-Z]{3}$/) });
const metrics = z.strictObject({
  interval: z.string().regex(/^[\d:T+Z-]+--[\d:T+Z-]+$/),
  unitCount: z.int(),
  orderItemCount: z.int(),
  orderCount: z.int(),
  averageUnitPrice: money,
  totalSales: money,
});
const destination = z.strictObject({
  destinationId: z.string(),
  name: z.string(),
  resource: z.strictObject({
    sqs: z.strictObject({ arn: z.string().startsWith('arn:aws:sqs:') }).optional(),
    eventBridge: z.strictObject({ name: z.string(), region: z.string(), accountId: z.string() }).optional(),
  }),
});
const subscription = z.strictObject({
  subscriptionId: z.string(),
  payloadVersion: z.string(),
  destinationId: z.string(),
  processingDirective: z.strictObject({ eventFilter: z.looseObject({ eventFilterType: z.string() }) }).optional(),
});
const payload = (shape: z.ZodType) => z.strictObject({ payload: shape });

const reports = '/reports/2021-06-30';
const destinations = '/notifications/v1/destinations';
const subscriptions = '/notifications/v1/subscriptions';
const OF_REPORTS = [...READ, 401, 415];
const OF_DESTINATIONS = [...READ, ...WITH_BODY, 409];

const rows: Row[] = [
  [
    'getReports',
    'GET',
    `${reports}/reports`,
    200,
    z.strictObject({ reports: z.array(report), nextToken: z.string().optional() }),
    OF_REPORTS,
  ],
  ['createReport', 'POST', `${reports}/reports`, 202, z.strictObject({ reportId: z.string() }), OF_REPORTS],
  ['cancelReport', 'DELETE', `${reports}/reports/{reportId}`, 200, nothing, OF_REPORTS],
  ['getReport', 'GET', `${reports}/reports/{reportId}`, 200, report, OF_REPORTS],
  ['getReportSchedules', 'GET', `${reports}/schedules`, 200, z.strictObject({ reportSchedules: z.array(schedule) }), OF_REPORTS],
  ['createReportSchedule', 'POST', `${reports}/schedules`, 201, z.strictObject({ reportScheduleId: z.string() }), OF_REPORTS],
  ['cancelReportSchedule', 'DELETE', `${reports}/schedules/{reportScheduleId}`, 200, nothing, OF_REPORTS],
  ['getReportSchedule', 'GET', `${reports}/schedules/{reportScheduleId}`, 200, schedule, OF_REPORTS],
  [
    'getReportDocument',
    'GET',
    `${reports}/documents/{reportDocumentId}`,
    200,
    z.strictObject({ reportDocumentId: z.string(), url: z.url(), compressionAlgorithm: z.literal('GZIP') }),
    OF_REPORTS,
  ],
  ['getOrderMetrics', 'GET', '/sales/v1/orderMetrics', 200, payload(z.array(metrics)), [...READ, ...WITH_BODY]],
  ['getDestinations', 'GET', destinations, 200, payload(z.array(destination)), OF_DESTINATIONS],
  ['createDestination', 'POST', destinations, 200, payload(destination), OF_DESTINATIONS],
  ['getDestination', 'GET', `${destinations}/{destinationId}`, 200, payload(destination), OF_DESTINATIONS],
  ['deleteDestination', 'DELETE', `${destinations}/{destinationId}`, 200, z.strictObject({}), OF_DESTINATIONS],
  [
    'getSubscriptions',
    'GET',
    subscriptions,
    200,
    payload(z.strictObject({ subscriptions: z.array(subscription) })),
    [...READ, ...WITH_BODY],
  ],
  ['getSubscription', 'GET', `${subscriptions}/{notificationType}`, 200, payload(subscription), [...READ, ...WITH_BODY]],
  ['createSubscription', 'POST', `${subscriptions}/{notificationType}`, 200, payload(subscription), OF_DESTINATIONS],
  ['getSubscriptionById', 'GET', `${subscriptions}/{notificationType}/{subscriptionId}`, 200, payload(subscription), OF_DESTINATIONS],
  ['deleteSubscriptionById', 'DELETE', `${subscriptions}/{notificationType}/{subscriptionId}`, 200, z.strictObject({}), OF_DESTINATIONS],
];

/** What the simulator serves of reports, sales figures and notifications. */
export const ownSources = contractOf('our own shapes of sources', rows);
