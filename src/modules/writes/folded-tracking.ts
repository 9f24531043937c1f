/** Tracking numbers are compared without blanks, dashes and case: people, carriers and Amazon write them differently. */
export const foldedTracking = (number: string | null): string => (number ?? '').replace(/[\s-]+/g, '').toUpperCase();
