import type { DocumentUrls } from '../documents/document-urls.ts';
import { denied, invalidInput, notFound } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { Operation, Reply, SellerCall } from '../http/operation.ts';
import { listJobs, RETAINED_MS } from '../jobs/list-jobs.ts';
import type { SimStore } from '../store/sim-store.ts';
import { REPORT_KINDS } from './report-kinds.ts';
import { checkedRequest, dateTime, reportTypeOf, requestShape } from './report-request.ts';
import { enqueueReport, type ReportDeps } from './report-source.ts';
import { reportView } from './report-view.ts';
import { scheduleOperations } from './schedule-operations.ts';
import type { SimReport } from './sim-report.ts';

const BASE = '/reports/2021-06-30';
/** What the id of every document begins with. */
const DOCUMENT = 'amzn1.spdoc.';
const DOCUMENTS_KEPT_MS = 30 * 86_400_000;

const reportShape = requestShape.extend({ dataStartTime: dateTime.optional(), dataEndTime: dateTime.optional() });

/** The Reports API 2021-06-30. */
export function reportsOperations(deps: ReportDeps, urls: DocumentUrls): Operation[] {
  const { store } = deps;
  return [
    {
      name: 'createReport',
      method: 'POST',
      path: `${BASE}/reports`,
      rate: 0.0167,
      burst: 15,
      handle: (call) => ({ status: 202, body: { reportId: createReport(call, deps) } }),
    },
    {
      name: 'getReports',
      method: 'GET',
      path: `${BASE}/reports`,
      rate: 0.0222,
      burst: 10,
      handle(call) {
        const { page, next } = listJobs(call, store.reports.all(), 'reportTypes', (report) => report.reportType);
        return { status: 200, body: { reports: page.map(reportView), ...next } };
      },
    },
    {
      name: 'getReport',
      method: 'GET',
      path: `${BASE}/reports/{reportId}`,
      rate: 2,
      burst: 15,
      handle: (call) => ({ status: 200, body: reportView(reportOfCall(call, store)) }),
    },
    {
      name: 'cancelReport',
      method: 'DELETE',
      path: `${BASE}/reports/{reportId}`,
      rate: 0.0222,
      burst: 10,
      handle(call) {
        const { next: _, ...report } = reportOfCall(call, store);
        if (report.status !== 'IN_QUEUE')
          throw invalidInput('Invalid Input', `Report ${report.reportId} is ${report.status}; only reports in the queue can be cancelled.`);
        store.reports.put(report.reportId, { ...report, status: 'CANCELLED', endedAt: call.now });
        return { status: 200 };
      },
    },
    {
      name: 'getReportDocument',
      method: 'GET',
      path: `${BASE}/documents/{reportDocumentId}`,
      rate: 0.0167,
      burst: 15,
      handle: (call) => documentAnswer(call, store, urls),
    },
    ...scheduleOperations(deps, BASE),
  ];
}

function createReport(call: SellerCall, deps: ReportDeps): string {
  const { account, now } = call;
  const wanted = jsonBody(call, reportShape);
  const { dataStartTime = now, dataEndTime = now, reportOptions = {} } = wanted;
  const request = checkedRequest(call, wanted);
  if (dataStartTime > now || dataEndTime > now)
    throw invalidInput('Invalid Input', 'dataStartTime and dataEndTime must not be in the future.');
  if (dataStartTime > dataEndTime) throw invalidInput('Invalid Input', 'dataStartTime must not be after dataEndTime.');
  return enqueueReport(
    { ...request, sellerId: account.sellerId, options: reportOptions, createdAt: now, dataStart: dataStartTime, dataEnd: dataEndTime },
    deps,
  );
}

function documentAnswer(call: SellerCall, store: SimStore, urls: DocumentUrls): Reply {
  const reportDocumentId = call.params['reportDocumentId'] ?? '';
  if (!reportDocumentId.startsWith(DOCUMENT)) throw invalidInput('Invalid Input', 'reportDocumentId is not the id of a report document.');
  const document = store.documents.get(reportDocumentId);
  const isKept = document?.report !== undefined && call.now - document.report.createdAt <= DOCUMENTS_KEPT_MS;
  if (!isKept || document.sellerId !== call.account.sellerId || !isFinished(document.documentId, store))
    throw notFound(`There is no report document ${reportDocumentId}.`);
  if (REPORT_KINDS[reportTypeOf(document.report?.reportType ?? '')].isRestricted && call.restricted === undefined)
    throw denied('Access to this resource needs a restricted data token.');
  const encoding = call.query.get('enableContentEncodingUrlHeader') === 'true' ? 'gzip' : undefined;
  const url = urls.urlOf(reportDocumentId, call.headers.host, call.now, encoding);
  return { status: 200, body: { reportDocumentId, url, compressionAlgorithm: 'GZIP' } };
}

/** A document is there as soon as its report says so, not while it is being made. */
const isFinished = (documentId: string, store: SimStore) =>
  store.reports.get(documentId.split('.').at(-1) ?? '')?.documentId === documentId;

function reportOfCall(call: SellerCall, store: SimStore): SimReport {
  const reportId = call.params['reportId'] ?? '';
  if (!/^\d+$/.test(reportId)) throw invalidInput('Invalid Input', 'reportId is not the id of a report.');
  const report = store.reports.get(reportId);
  if (!report || report.sellerId !== call.account.sellerId || call.now - report.createdAt > RETAINED_MS)
    throw notFound(`There is no report ${reportId}.`);
  return report;
}
