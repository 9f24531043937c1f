import { z } from 'zod';

export const stages = ['pick', 'pack', 'label', 'confirm'] as const;
export type Stage = (typeof stages)[number];

/**
 * One thing that stands in the way. `stop`: a hard no. `ask`: a person has to say that it goes on all the same. `need`: what
 * the stage must bring, such as serial numbers. `key` is one of the language files, with its values.
 */
export const guard = z.object({ key: z.string(), effect: z.enum(['stop', 'ask', 'need']), values: z.record(z.string(), z.string()) });
export type Guard = z.infer<typeof guard>;

/** A person's word for one question as it was shown: `cause` is its `values.at`, empty where it has none. */
export const passBody = z.object({
  key: z.string().trim().min(1).max(60),
  cause: z.string().max(40).default(''),
  reason: z.string().trim().min(1).max(200),
});
export type PassBody = z.infer<typeof passBody>;

export const guardsView = z.object({
  guards: z.array(guard),
  /** Who let the order go on past which question, newest first. */
  words: z.array(z.object({ key: z.string(), reason: z.string(), person: z.string(), at: z.iso.datetime() })),
});
