import { describe, expect, test } from 'vitest';
import { allowing, DEVIATIONS, EXAMPLES_AGAINST_WORDS, NOT_SERVED, OTHER_STATUS, OWN_WORDS } from './deviations.ts';
import { modelsFolder, officialCases } from './official-models.ts';
import { OWN_CASES } from './own-cases.ts';
import { replay } from './replay-case.ts';
import { SUBSTITUTES } from './substitutes.ts';

/** The static cases of Amazon's sandbox, asked of the simulator; without the models, a few of our own. */
const official = modelsFolder ? officialCases(modelsFolder) : [];
const needed = new Set<unknown>();

describe.each([...OWN_CASES, ...official])('$id', (given) => {
  test('gets the status and the fields of its example', async () => {
    const { answer, problems, differences, substitutes } = await replay(given);
    expect(problems).toEqual([]);
    const other = OTHER_STATUS[given.id];
    expect(answer.status).toBe(other?.status ?? given.status);
    const comparable = other ? [] : differences;
    expect(comparable.filter((each) => !allowing(each))).toEqual([]);
    for (const each of [...substitutes, ...comparable.map(allowing), ...(other ? [given.id] : [])]) needed.add(each);
  });
});

test('there are as many cases as Amazon gives', () => {
  expect(official.length).toBeGreaterThanOrEqual(modelsFolder ? 57 : 0);
});

test('what is listed is needed, and the lists do not grow unnoticed', () => {
  const lists = [Object.keys(OTHER_STATUS), NOT_SERVED, EXAMPLES_AGAINST_WORDS, OWN_WORDS, SUBSTITUTES];
  expect(lists.map((list) => list.length)).toEqual([3, 9, 7, 11, 8]);
  const listed = [...Object.keys(OTHER_STATUS), ...DEVIATIONS, ...SUBSTITUTES.map(({ name }) => name)];
  expect((modelsFolder ? listed : []).filter((each) => !needed.has(each))).toEqual([]);
});
