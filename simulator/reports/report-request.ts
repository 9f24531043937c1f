import { z } from 'zod';
import { denied, invalidInput } from '../http/api-failure.ts';
import type { SellerCall } from '../http/operation.ts';
import { REPORT_KINDS } from './report-kinds.ts';
import { REPORT_TYPES, type ReportType } from './sim-report.ts';

export const requestShape = z.object({
  reportType: z.string(),
  marketplaceIds: z.array(z.string()).min(1).max(25),
  reportOptions: z.record(z.string(), z.string()).optional(),
});

export const dateTime = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** What may be asked for by this seller, or Amazon's refusal. */
export function checkedRequest(
  call: SellerCall,
  wanted: z.output<typeof requestShape>,
): { reportType: ReportType; marketplaceIds: string[] } {
  const { account } = call;
  const reportType = reportTypeOf(wanted.reportType);
  const foreign = wanted.marketplaceIds.find((id) => !account.marketplaceIds.includes(id));
  if (foreign !== undefined) throw invalidInput('Invalid Input', `marketplaceIds contains ${foreign}, in which the seller does not sell.`);
  if (REPORT_KINDS[reportType].isRestricted && !account.roles.includes('direct-to-consumer-shipping'))
    throw denied(`The application has no role that allows reports of type ${reportType}.`);
  return { reportType, marketplaceIds: [...new Set(wanted.marketplaceIds)] };
}

export function reportTypeOf(text: string): ReportType {
  const type = REPORT_TYPES.find((each) => each === text);
  if (!type) throw invalidInput('Invalid Input', `reportType ${text} is not supported here; supported are ${REPORT_TYPES.join(', ')}.`);
  return type;
}
