/** The steps of sending and reading back that a killed process may stop between; tests stop it there. */
export const steps = [
  'confirm.intended',
  'confirm.called',
  'confirm.recorded',
  'readback.called',
  'readback.recorded',
  'feed.built',
  'feed.uploading',
  'feed.uploaded',
  'feed.submitting',
  'feed.called',
  'feed.submitted',
  'feed.reported',
] as const;
export type Step = (typeof steps)[number];
