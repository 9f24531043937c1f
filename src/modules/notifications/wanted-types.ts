/** The types that the desk subscribes to, and what each is good for. */
export const wantedTypes = ['ORDER_CHANGE', 'REPORT_PROCESSING_FINISHED', 'FEED_PROCESSING_FINISHED'] as const;
export type WantedType = (typeof wantedTypes)[number];

export const isWanted = (type: string | undefined): type is WantedType => wantedTypes.some((wanted) => wanted === type);
