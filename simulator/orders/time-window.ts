import { invalidInput } from '../http/api-failure.ts';
import { instantParameter } from './parameters.ts';

/** Which time an order list is about, and from when to when, both ends included. */
export type TimeWindow = { time: 'createdAt' | 'updatedAt'; after: number; before: number };

export type WindowNames = { createdAfter: string; createdBefore: string; updatedAfter: string; updatedBefore: string };

const SETTLED_MS = 2 * 60_000;

/** Amazon lists only what has been still for two minutes, whether the caller says so or not. */
export function timeWindow(query: URLSearchParams, names: WindowNames, now: number): TimeWindow {
  const created = { after: instantParameter(query, names.createdAfter), before: instantParameter(query, names.createdBefore) };
  const updated = { after: instantParameter(query, names.updatedAfter), before: instantParameter(query, names.updatedBefore) };
  const isCreated = created.after !== undefined || created.before !== undefined;
  const isUpdated = updated.after !== undefined || updated.before !== undefined;
  if (isCreated && isUpdated) {
    throw invalidInput(
      'Invalid Input',
      `${names.createdAfter}, ${names.createdBefore} cannot be combined with ${names.updatedAfter}, ${names.updatedBefore}.`,
    );
  }
  const [given, afterName, beforeName] = isUpdated
    ? [updated, names.updatedAfter, names.updatedBefore]
    : [created, names.createdAfter, names.createdBefore];
  if (given.after === undefined)
    throw invalidInput('Invalid Input', `Exactly one of ${names.createdAfter} and ${names.updatedAfter} is required.`);
  const latest = now - SETTLED_MS;
  if (given.before !== undefined && given.before > latest) {
    throw invalidInput('Invalid Input', `${beforeName} must be at least two minutes before the time of the request.`);
  }
  if (given.before !== undefined && given.before < given.after) {
    throw invalidInput('Invalid Input', `${beforeName} must be equal to or after ${afterName}.`);
  }
  return { time: isUpdated ? 'updatedAt' : 'createdAt', after: given.after, before: given.before ?? latest };
}
